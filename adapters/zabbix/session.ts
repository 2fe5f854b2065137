/** What stands for us in a call: an API token, or a session that a login gave. */
import type { Secret } from '#adapters/kit/config/secret.ts';

export type Credentials =
  { readonly token: Secret } | { readonly username: string; readonly password: Secret };

export interface Session {
  /** The token or session id; logs in first where that is needed, once for all that wait. */
  key(): Promise<string>;
  /** Zabbix does not know this key any more. True where a new one can be had. */
  forget(key: string): boolean;
  /** The session that a login opened, if one is open; forgets it. */
  take(): string | null;
}

export function createSession(
  credentials: Credentials,
  login: (username: string, password: string) => Promise<string>,
): Session {
  if ('token' in credentials) {
    return { key: async () => credentials.token.reveal(), forget: () => false, take: () => null };
  }
  let open: string | null = null;
  let pending: Promise<string> | null = null;
  const logIn = async (): Promise<string> => {
    try {
      open = await login(credentials.username, credentials.password.reveal());
      return open;
    } finally {
      pending = null;
    }
  };
  return {
    key: () => (open === null ? (pending ??= logIn()) : Promise.resolve(open)),
    forget(key) {
      if (open === key) open = null;
      return true;
    },
    take() {
      const key = open;
      open = null;
      return key;
    },
  };
}
