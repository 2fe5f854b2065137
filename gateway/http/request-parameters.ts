/** The parameters of a GraphQL request, from a URL or a body, and the headers that say how it is to be answered. */
import type { IncomingHttpHeaders } from 'node:http';
import type { DocumentRequest } from '../documents/admission.ts';
import type { OperationRequest } from '../input/operation-input.ts';
import { HttpError } from './error-response.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A request whose document may be given by its id alone. */
export type RequestParameters = Omit<OperationRequest, 'query'> & DocumentRequest;

export interface AnswerWishes {
  readonly requireComplete: boolean;
  readonly deadlineMs: number | undefined;
}

/** @throws HttpError 400 */
export function parametersOfUrl(url: string): RequestParameters {
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  return operationRequest({
    query: query.get('query'),
    documentId: query.get('documentId'),
    operationName: query.get('operationName'),
    variables: parsed(query.get('variables'), '`variables`'),
    extensions: parsed(query.get('extensions'), '`extensions`'),
  });
}

/** @throws HttpError 400 */
export function parametersOfBody(body: unknown): RequestParameters {
  if (typeof body !== 'string' || body === '') throw new HttpError(400, 'A request must have a body.');
  const value = parsed(body, 'The body');
  if (!isObject(value)) throw new HttpError(400, `The body must be an object, but got: ${kindOf(value)}.`);
  return operationRequest(value);
}

/** @throws HttpError 400 */
export function answerWishes(headers: IncomingHttpHeaders): AnswerWishes {
  const complete = headers['tributary-require-complete'];
  if (complete !== undefined && complete !== 'true' && complete !== 'false')
    throw new HttpError(
      400,
      `\`Tributary-Require-Complete\` must be true or false, but got: ${shown(complete)}.`,
    );
  const deadline = headers['tributary-deadline-ms'];
  if (deadline !== undefined && !/^[1-9]\d{0,8}$/.test(String(deadline)))
    throw new HttpError(
      400,
      `\`Tributary-Deadline-Ms\` must be a whole number of milliseconds above 0, but got: ${shown(deadline)}.`,
    );
  return {
    requireComplete: complete === 'true',
    deadlineMs: deadline === undefined ? undefined : Number(deadline),
  };
}

function operationRequest({
  query,
  documentId,
  operationName,
  variables,
  extensions,
}: Fields): RequestParameters {
  if (!isNone(query) && typeof query !== 'string') throw wrong('query', 'a text', query);
  if (!isNone(documentId) && typeof documentId !== 'string') throw wrong('documentId', 'a text', documentId);
  if (!isNone(operationName) && typeof operationName !== 'string')
    throw wrong('operationName', 'a text', operationName);
  if (!isNone(variables) && !isObject(variables)) throw wrong('variables', 'an object', variables);
  if (!isNone(extensions) && !isObject(extensions)) throw wrong('extensions', 'an object', extensions);
  const id = typeof documentId === 'string' ? documentId : persistedHash(extensions);
  if (isNone(query) && id === undefined) throw wrong('query', 'a text', query);
  return {
    query: typeof query === 'string' ? query : undefined,
    documentId: id,
    ...(typeof operationName === 'string' && operationName !== '' && { operationName }),
    ...(isObject(variables) && { variables }),
  };
}

/** Of automatic persisted queries. */
function persistedHash(extensions: unknown): string | undefined {
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined;
  if (isNone(persisted)) return undefined;
  const { version, sha256Hash } = isObject(persisted) ? persisted : {};
  if (version !== 1 || typeof sha256Hash !== 'string' || sha256Hash === '')
    throw new HttpError(400, '`extensions.persistedQuery` must have `version` 1 and a `sha256Hash`.');
  return sha256Hash;
}

function wrong(name: string, rule: string, value: unknown): HttpError {
  return new HttpError(400, `\`${name}\` must be ${rule}, but got: ${kindOf(value)}.`);
}

function parsed(text: string | null, subject: string): unknown {
  if (text === null || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, `${subject} must be JSON.`);
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined;
}

function kindOf(value: unknown): string {
  if (isNone(value)) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
