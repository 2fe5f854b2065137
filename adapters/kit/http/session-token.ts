/** Authentication by login: one session for all requests, opened when the first needs it. */
import type { TokenStrategy } from './token.ts';

export interface Session {
  readonly headers: Readonly<Record<string, string>>;
  /** When the source will end it, milliseconds since 1970; absent: when it says 401. */
  readonly expiresAt?: number;
}

export interface SessionOptions {
  /** Logs in. Its own requests go out with `anonymous: true`. Aborted when nobody waits for it any more. */
  readonly login: (signal: AbortSignal) => Promise<Session>;
  /** How long before its end a session is renewed; at most half of its life. */
  readonly refreshBeforeMs?: number;
  readonly now?: () => number;
}

interface Login {
  readonly session: Promise<Session>;
  readonly controller: AbortController;
  waiting: number;
}

export function sessionToken({
  login,
  refreshBeforeMs = 30_000,
  now = Date.now,
}: SessionOptions): TokenStrategy {
  let current: { readonly headers: Session['headers']; readonly refreshAt: number } | null = null;
  let underWay: Login | null = null;

  function begin(): Login {
    const controller = new AbortController();
    const began = now();
    const session = login(controller.signal);
    const started: Login = { session, controller, waiting: 0 };
    const over = (opened: Session | null): void => {
      if (underWay !== started) return;
      underWay = null;
      if (opened) current = { headers: opened.headers, refreshAt: refreshAt(opened, began) };
    };
    session.then(over, () => over(null));
    return started;
  }

  function refreshAt({ expiresAt }: Session, began: number): number {
    if (expiresAt === undefined) return Infinity;
    return expiresAt - Math.min(refreshBeforeMs, Math.max(0, expiresAt - began) / 2);
  }

  return {
    async headers(signal) {
      if (current && now() < current.refreshAt) return current.headers;
      const joined = (underWay ??= begin());
      joined.waiting += 1;
      try {
        return (await unlessAborted(joined.session, signal)).headers;
      } finally {
        joined.waiting -= 1;
        if (joined.waiting === 0 && underWay === joined) {
          underWay = null;
          joined.controller.abort(signal?.reason);
        }
      }
    },
    renew(refused) {
      if (current?.headers === refused) current = null;
      return true;
    },
  };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
