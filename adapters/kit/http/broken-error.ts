/** What it means when a request fails without an answer. */
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import { redactUrl } from '../config/url.ts';
import { NotReadable, TooLong } from './read-body.ts';

export interface Broken {
  readonly source: string;
  /** Names source, method and path. */
  readonly who: string;
  readonly maxBytes: number;
  /** True where it may have been carried out, and doing it twice does harm. */
  readonly outcomeUnknown: boolean;
}

/** The cause itself is not kept: what undici throws holds sockets and bytes of the answer. */
export function brokenError(
  error: unknown,
  { source, who, maxBytes, outcomeUnknown }: Broken,
): TributaryError {
  const make = (code: ErrorCode, text: string): TributaryError =>
    new TributaryError(code, `${who} ${text}`, { source, ...(outcomeUnknown && { outcomeUnknown }) });
  if (error instanceof TooLong)
    return make('SOURCE_RESPONSE_TOO_LARGE', `answered more than the ${maxBytes} bytes that are read.`);
  if (error instanceof NotReadable) return make('SOURCE_BAD_RESPONSE', `answered ${error.message}.`);

  const { name, code, text } = described(error);
  if (name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return make('SOURCE_BAD_RESPONSE', `answered something that is not HTTP: ${text}.`);
  if (code === 'UND_ERR_INVALID_ARG') return make('INTERNAL_ERROR', `could not be sent: ${text}.`);
  const unsure = outcomeUnknown ? ' It may have been carried out.' : '';
  return make('SOURCE_UNAVAILABLE', `had no answer: ${text}${code === '' ? '' : ` (${code})`}.${unsure}`);
}

function described(error: unknown): { name: string; code: string; text: string } {
  // Several addresses of one name were tried: the first failure stands for them.
  const { errors } = error as Partial<AggregateError>;
  const { name = '', message, code } = ((errors?.[0] as unknown) ?? error) as Partial<NodeJS.ErrnoException>;
  const text = redactUrl(message ?? '')
    .replace(/[\s.]+$/, '')
    .slice(0, 200);
  return { name, code: typeof code === 'string' ? code : '', text: text || 'the connection broke' };
}
