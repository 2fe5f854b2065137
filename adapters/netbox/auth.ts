/** How one is let in: by tokens of two kinds, and what a refusal means. */
import { TributaryError } from '#schema/errors.ts';
import type { Secret } from '#adapters/kit/config/secret.ts';
import { type TokenStrategy, bearerToken, headerToken } from '#adapters/kit/http/token.ts';

/** NetBox's tokens of the second kind, from 4.5 on, say so themselves. */
export function tokenStrategy(token: Secret): TokenStrategy {
  return token.reveal().startsWith('nbt_')
    ? bearerToken(token)
    : headerToken('authorization', token, 'Token');
}

const UNKNOWN_TOKEN =
  /Invalid (v\d )?token|Token (expired|disabled)|User inactive|credentials were not provided|Invalid authorization header/i;

/** A wrong token is 403 here, as a missing permission is: only the words tell them apart. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof TributaryError) || error.code !== 'SOURCE_FORBIDDEN') return error;
  if (!UNKNOWN_TOKEN.test(error.message)) return error;
  const { message, source } = error;
  return new TributaryError('SOURCE_AUTH_FAILED', message, { ...(source !== undefined && { source }) });
}
