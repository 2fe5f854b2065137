/** The parameters of a GraphQL request, from a URL or a body, and the headers that say how it is to be answered. */
import type { IncomingHttpHeaders } from 'node:http';
import type { OperationRequest } from '../input/operation-input.ts';
import { HttpError } from './error-response.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface AnswerWishes {
  readonly requireComplete: boolean;
  readonly deadlineMs: number | undefined;
}

/** @throws HttpError 400 */
export function parametersOfUrl(url: string): OperationRequest {
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  return operationRequest({
    query: query.get('query'),
    operationName: query.get('operationName'),
    variables: parsed(query.get('variables'), '`variables`'),
    extensions: parsed(query.get('extensions'), '`extensions`'),
  });
}

/** @throws HttpError 400 */
export function parametersOfBody(body: unknown): OperationRequest {
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

function operationRequest({ query, operationName, variables, extensions }: Fields): OperationRequest {
  if (typeof query !== 'string') throw wrong('query', 'a text', query);
  if (!isNone(operationName) && typeof operationName !== 'string')
    throw wrong('operationName', 'a text', operationName);
  if (!isNone(variables) && !isObject(variables)) throw wrong('variables', 'an object', variables);
  if (!isNone(extensions) && !isObject(extensions)) throw wrong('extensions', 'an object', extensions);
  return {
    query,
    ...(typeof operationName === 'string' && operationName !== '' && { operationName }),
    ...(isObject(variables) && { variables }),
  };
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
