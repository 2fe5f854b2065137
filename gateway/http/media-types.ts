/** Which media type a request speaks, and which its client reads (GraphQL over HTTP, "Media Types"). */
import { HttpError } from './error-response.ts';

export const RESPONSE_TYPE = 'application/graphql-response+json';
export const JSON_TYPE = 'application/json';
export type ResponseType = typeof RESPONSE_TYPE | typeof JSON_TYPE;

/** What we can write, for each range that a client may accept; application/json where it has no wish. */
const OFFERED: Readonly<Record<string, ResponseType>> = {
  [RESPONSE_TYPE]: RESPONSE_TYPE,
  [JSON_TYPE]: JSON_TYPE,
  'application/*': JSON_TYPE,
  '*/*': JSON_TYPE,
};

/** Clients say the same each time. More different wishes are read anew each time. */
const MAX_KNOWN = 100;
const MAX_LENGTH = 200;
const known = new Map<string, ResponseType>();

/** @throws HttpError 406 where the client reads neither. */
export function acceptedType(accept = '*/*'): ResponseType {
  let type = known.get(accept);
  if (!type) {
    type = bestOf(accept);
    if (known.size < MAX_KNOWN && accept.length <= MAX_LENGTH) known.set(accept, type);
  }
  return type;
}

function bestOf(accept: string): ResponseType {
  let best: { type: ResponseType; quality: number } | undefined;
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const type = OFFERED[name];
    const quality = qualityOf(parameters);
    if (type && isUtf8(parameters) && quality > (best?.quality ?? 0)) best = { type, quality };
  }
  if (best) return best.type;
  const accepted = `${RESPONSE_TYPE}; charset=utf-8, ${JSON_TYPE}; charset=utf-8`;
  throw new HttpError(406, `\`Accept\` must allow ${RESPONSE_TYPE} or ${JSON_TYPE}.`, {
    headers: { accept: accepted },
  });
}

/**
 * A browser sends this type across sites only after asking, which no site is answered: so nobody's browser can be made to act here.
 * @throws HttpError 415 for every other type.
 */
export function requireJson(contentType: string | undefined): void {
  if (contentType === JSON_TYPE) return;
  const [name, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (name === JSON_TYPE && isUtf8(parameters)) return;
  throw new HttpError(
    415,
    `\`Content-Type\` must be ${JSON_TYPE} in UTF-8, but got: ${JSON.stringify(contentType ?? '')}.`,
  );
}

function qualityOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return Number.isFinite(quality) ? quality : 0;
}

function isUtf8(parameters: readonly string[]): boolean {
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  return charset === undefined || ['utf-8', 'utf8', '"utf-8"'].includes(charset);
}
