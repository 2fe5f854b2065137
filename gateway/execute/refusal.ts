/** An answer without data: the subgraph refused the whole request. */
import { TributaryError } from '#schema/errors.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import { type Asked, saidOf } from './report.ts';

export function refusalOf({ source, domain }: Asked, { errors = [] }: MemberResponse): TributaryError {
  const [error] = errors;
  const said = error && saidOf(error);
  return new TributaryError(
    said?.code ?? 'SOURCE_BAD_RESPONSE',
    said?.message ??
      `Member "${source}" of ${domain} answered ${error ? 'errors alone' : 'neither data nor errors'}.`,
    { source, ...(said && { retryable: said.retryable }) },
  );
}
