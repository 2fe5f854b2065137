/** Who may call: API tokens, and sessions that a login opened. */
import { randomBytes } from 'node:crypto';
import type { AccountData } from './data.ts';
import { type RpcError, RpcError as Refusal, applicationError, invalidParams } from './rpc-error.ts';
import type { Features } from './features.ts';
import type { Params } from './reading.ts';

export interface Presented {
  /** The member `auth` of the body; undefined where there is none. */
  readonly inBody: unknown;
  /** The Authorization header. */
  readonly inHeader: string | undefined;
}

export class Accounts {
  readonly #accounts: readonly AccountData[];
  readonly #features: Features;
  readonly #sessions = new Map<string, AccountData>();

  constructor(accounts: readonly AccountData[], features: Features) {
    this.#accounts = accounts;
    this.#features = features;
  }

  login(params: Params): string {
    // `user` is the old name of `username`
    const username = params['username'] ?? params['user'];
    const account = this.#accounts.find(
      (one) => one.username === username && one.password !== undefined && one.password === params['password'],
    );
    if (!account)
      throw applicationError('Incorrect user name or password or account is temporarily blocked.');
    const session = randomBytes(16).toString('hex');
    this.#sessions.set(session, account);
    return session;
  }

  logout(presented: Presented): boolean {
    return this.#sessions.delete(this.#key(presented) ?? '');
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  endSessions(): void {
    this.#sessions.clear();
  }

  /** Of methods that are for everybody. */
  refuseCredentials(method: string, { inBody, inHeader }: Presented): void {
    if (inBody !== undefined) {
      throw this.#features.tokenInBody
        ? invalidParams(`The "${method}" method must be called without the "auth" parameter.`)
        : unexpectedAuth();
    }
    if (this.#features.tokenInHeader && inHeader !== undefined)
      throw invalidParams(`The "${method}" method must be called without authorization header.`);
  }

  account(presented: Presented): AccountData {
    const key = this.#key(presented);
    if (key === null) throw invalidParams('Not authorized.');
    const account = this.#accounts.find((one) => one.token === key) ?? this.#sessions.get(key);
    if (!account) throw invalidParams('Session terminated, re-login, please.');
    return account;
  }

  #key({ inBody, inHeader }: Presented): string | null {
    if (inBody !== undefined && !this.#features.tokenInBody) throw unexpectedAuth();
    const bearer = this.#features.tokenInHeader ? /^Bearer (.+)$/.exec(inHeader ?? '')?.[1] : undefined;
    return bearer ?? (typeof inBody === 'string' && inBody !== '' ? inBody : null);
  }
}

function unexpectedAuth(): RpcError {
  return new Refusal(-32600, 'Invalid request.', 'Invalid parameter "/": unexpected parameter "auth".');
}
