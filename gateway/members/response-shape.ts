/** What a member may answer. The data's own shape is the gather's business; everything around it is looked at here. */
import { isErrorCode } from '#schema/errors.ts';
import type { Freshness, MemberError, MemberResponse } from '#schema/ports/member.ts';

const STATES = ['CONNECTING', 'UP', 'DOWN'] as const;
/** Of what a member says of its source. */
const MAX_TEXT = 1000;

type Fields = Readonly<Record<string, unknown>>;

/** The response in a parsed body, null where it is none. Parts that are optional and of the wrong shape are left out. */
export function memberResponse(body: unknown): MemberResponse | null {
  if (!isObject(body)) return null;
  const { data, errors, extensions } = body;
  if (data === undefined && errors === undefined) return null;
  if (data !== undefined && data !== null && !isObject(data)) return null;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isError))) return null;
  const freshness = isObject(extensions) ? freshnessOf(extensions['tributary']) : null;
  return {
    ...(data !== undefined && { data }),
    ...(errors !== undefined && { errors: errors.map(memberError) }),
    ...(freshness && { extensions: { tributary: freshness } }),
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isError(value: unknown): value is Fields & { readonly message: string } {
  return isObject(value) && typeof value['message'] === 'string';
}

function memberError(error: Fields & { readonly message: string }): MemberError {
  const { message, path, extensions } = error;
  return {
    message,
    ...(isPath(path) && { path }),
    ...(isObject(extensions) && { extensions }),
  };
}

function isPath(value: unknown): value is readonly (string | number)[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number');
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function freshnessOf(value: unknown): Freshness | null {
  if (!isObject(value) || typeof value['stale'] !== 'boolean') return null;
  const { asOf, stale, state, version, error, upstreamCalls } = value;
  const known = STATES.find((one) => one === state);
  return {
    asOf: typeof asOf === 'string' && !Number.isNaN(Date.parse(asOf)) ? asOf : null,
    stale,
    ...(known && { state: known }),
    ...(typeof version === 'string' && { version: version.slice(0, MAX_TEXT) }),
    ...(isError(error) &&
      isErrorCode(error['code']) && {
        error: { code: error['code'], message: error.message.slice(0, MAX_TEXT) },
      }),
    ...(isCount(upstreamCalls) && { upstreamCalls }),
  };
}
