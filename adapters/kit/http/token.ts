/** How requests to a source are authenticated. */
import { TributaryError } from '#schema/errors.ts';
import type { Secret } from '../config/secret.ts';

export interface TokenStrategy {
  /** Headers for one request; logs in first where that is needed, once for all callers that wait (single flight). */
  headers(signal: AbortSignal | undefined): Promise<Readonly<Record<string, string>>>;
  /**
   * Called after a 401 with the headers that were refused: forgets them, unless others have taken their place already. False where
   * nothing new can be had.
   */
  renew(refused: Readonly<Record<string, string>>): boolean;
}

export const noToken: TokenStrategy = fixed({});

/** Authorization: Bearer x. */
export function bearerToken(secret: Secret): TokenStrategy {
  return headerToken('authorization', secret, 'Bearer');
}

/** The secret in a header, behind a scheme where one is given: ("authorization", x, "Token"), ("x-api-key", x). */
export function headerToken(header: string, secret: Secret, scheme?: string): TokenStrategy {
  const value = secret.reveal();
  if (!/^[\x20-\x7e]+$/.test(value))
    throw new TributaryError(
      'CONFIGURATION_INVALID',
      `The secret for the header ${header} must be one line of printable ASCII characters.`,
    );
  return fixed({ [header.toLowerCase()]: scheme === undefined ? value : `${scheme} ${value}` });
}

/** RFC 7617, in UTF-8. */
export function basicToken(user: string, password: Secret): TokenStrategy {
  const pair = Buffer.from(`${user}:${password.reveal()}`, 'utf8').toString('base64');
  return fixed({ authorization: `Basic ${pair}` });
}

function fixed(headers: Readonly<Record<string, string>>): TokenStrategy {
  return { headers: () => Promise.resolve(headers), renew: () => false };
}
