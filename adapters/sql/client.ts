/**
 * Connections to one database: at most so many, a queue for the rest, each statement bounded in time, every error one of ours.
 * Statements are only ever read.
 */
import { TributaryError } from '#schema/errors.ts';
import type { ConnectionSettings, Dialect } from './dialects/dialect.ts';
import { type Sql, render } from './sql.ts';
import type { Product, Row, Session } from './types.ts';

/** How much longer than the server we wait for it to give a statement up. */
const GRACE_MS = 1000;

export interface ClientOptions {
  readonly source: string;
  readonly dialect: Dialect;
  readonly settings: ConnectionSettings;
  readonly maxConnections: number;
  /** Called for every statement that leaves. */
  readonly sent: () => void;
  /** Told of every connection that was opened, every answer (null) and every error that broke a connection. */
  readonly heard: (outcome: Product | TributaryError | null) => void;
}

/** The connection was gone before the statement reached anybody. */
class BrokenWhileIdle extends Error {}

interface Waiting {
  resolve(session: Session | null): void;
}

export class SqlClient {
  readonly #options: ClientOptions;
  readonly #idle: Session[] = [];
  readonly #busy = new Set<Session>();
  /** Connections that have answered before. */
  readonly #used = new WeakSet<Session>();
  readonly #queue: Waiting[] = [];
  readonly #closing = new AbortController();
  #open = 0;
  /** How many connections there have been. */
  #opened = 0;
  #statements = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** How many statements were sent. */
  get statements(): number {
    return this.#statements;
  }

  /**
   * The rows of a statement.
   * @throws TributaryError, or the signal's reason where it was aborted.
   */
  async rows(statement: Sql, signal: AbortSignal): Promise<readonly Row[]> {
    for (;;) {
      signal.throwIfAborted();
      const session = this.#idle.pop() ?? (await this.#session(signal));
      try {
        return await this.#ask(session, statement, signal);
      } catch (error) {
        signal.throwIfAborted();
        // A connection that broke while nobody used it says nothing about the database: a new one will tell.
        if (!(error instanceof BrokenWhileIdle)) throw error;
      }
    }
  }

  /** A text that is the same as long as nobody has written anything; null where the database cannot tell. @throws TributaryError */
  async mark(signal: AbortSignal): Promise<string | null> {
    const { dialect, maxConnections } = this.#options;
    // What it tells holds for one connection.
    if (!dialect.unchanged || maxConnections > 1) return null;
    const [row] = await this.rows(dialect.unchanged, signal);
    return `${this.#opened}.${row?.[0]}`;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(this.#closed());
    for (const waiting of this.#queue.splice(0)) waiting.resolve(null);
    for (const session of this.#busy) void session.destroy();
    await Promise.all(this.#idle.splice(0).map(farewell));
  }

  async #ask(session: Session, statement: Sql, signal: AbortSignal): Promise<readonly Row[]> {
    const { dialect, heard, sent } = this.#options;
    const used = this.#used.has(session);
    this.#used.add(session);
    this.#busy.add(session);
    let broken = true;
    try {
      // Whoever waited for the connection may have left meanwhile; the connection is as good as before.
      broken = !signal.aborted;
      signal.throwIfAborted();
      const text = render(statement, dialect.placeholder);
      this.#statements += 1;
      sent();
      const rows = await this.#bounded(
        session,
        session.query(text, dialect.parameters(statement.values)),
        signal,
      );
      broken = false;
      heard(null);
      return rows;
    } catch (error) {
      signal.throwIfAborted();
      const told = this.#failed(error);
      broken = told.broken;
      if (used && broken && told.error.code === 'SOURCE_UNAVAILABLE') throw new BrokenWhileIdle();
      // A statement that took too long or was refused says nothing about the database as a whole.
      if (broken) heard(told.error);
      throw told.error;
    } finally {
      this.#busy.delete(session);
      this.#release(session, broken);
    }
  }

  /** Waits for the answer; gives up when the caller does, or when the server does not answer at all. */
  async #bounded(
    session: Session,
    answer: Promise<readonly Row[]>,
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    const stopped = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        void session.destroy();
        reject(
          new TributaryError('SOURCE_TIMEOUT', 'The database did not answer in time.', {
            source: this.#options.source,
          }),
        );
      }, this.#options.settings.statementTimeoutMs + GRACE_MS);
      stop = () => {
        // The server is asked to stop; whether or not it does, the connection is not used again.
        void session
          .cancel()
          .catch(() => undefined)
          .then(() => session.destroy());
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([answer, stopped]);
    } finally {
      clearTimeout(timer);
      if (stop) signal.removeEventListener('abort', stop);
      answer.catch(() => undefined);
    }
  }

  async #session(signal: AbortSignal): Promise<Session> {
    if (this.#closing.signal.aborted) throw this.#closed();
    if (this.#open < this.#options.maxConnections) return this.#connect(signal);
    const session = await this.#wait(signal);
    return session ?? this.#idle.pop() ?? this.#session(signal);
  }

  /** Null when a place has become free for a new connection. */
  #wait(signal: AbortSignal): Promise<Session | null> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        resolve: (session) => {
          signal.removeEventListener('abort', leave);
          resolve(session);
        },
      };
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.push(waiting);
    });
  }

  async #connect(signal: AbortSignal): Promise<Session> {
    const { dialect, settings, heard } = this.#options;
    this.#open += 1;
    this.#opened += 1;
    const timeout = AbortSignal.timeout(settings.statementTimeoutMs + GRACE_MS);
    const either = AbortSignal.any([signal, this.#closing.signal, timeout]);
    const opening = dialect.open(settings, either);
    try {
      const { session, product } = await Promise.race([opening, aborted(either)]);
      heard(product);
      return session;
    } catch (error) {
      if (either.aborted) {
        void this.#abandon(opening);
        signal.throwIfAborted();
        const told = this.#failed(error);
        heard(told.error);
        throw told.error;
      }
      this.#open -= 1;
      const told = this.#failed(error);
      // The database allows fewer connections than the configuration: those that there are must do.
      if (told.full && this.#open > 0)
        return this.#idle.pop() ?? (await this.#wait(signal)) ?? this.#session(signal);
      this.#queue.shift()?.resolve(null);
      heard(told.error);
      throw told.error;
    }
  }

  /** A connection that nobody uses any more, though it may open yet: until it has ended its place is taken. */
  async #abandon(opening: Promise<{ session: Session }>): Promise<void> {
    try {
      const { session } = await opening;
      await session.destroy();
    } catch {
      // It never opened.
    }
    this.#open -= 1;
    this.#queue.shift()?.resolve(null);
  }

  #release(session: Session, broken: boolean): void {
    if (broken || this.#closing.signal.aborted) {
      // What cannot be ended keeps its place: it is not to be asked again and again beside itself.
      void this.#abandon(Promise.resolve({ session }));
      return;
    }
    const waiting = this.#queue.shift();
    if (waiting) waiting.resolve(session);
    else this.#idle.push(session);
  }

  #failed(error: unknown): { error: TributaryError; broken: boolean; full: boolean } {
    const { source, dialect } = this.#options;
    const broken = (told: TributaryError) => ({ error: told, broken: true, full: false });
    if (this.#closing.signal.aborted) return broken(this.#closed());
    if (error instanceof TributaryError)
      return broken(new TributaryError(error.code, error.message, { source }));
    if (error instanceof Error && error.name === 'TimeoutError')
      return broken(new TributaryError('SOURCE_TIMEOUT', 'The database did not answer in time.', { source }));
    const known = dialect.failure(error);
    if (known) {
      const { code, message, full = false } = known;
      return { error: new TributaryError(code, message, { source }), broken: known.broken, full };
    }
    const kind = error instanceof Error ? error.name : typeof error;
    return broken(new TributaryError('INTERNAL_ERROR', `The database driver failed (${kind}).`, { source }));
  }

  #closed(): TributaryError {
    return new TributaryError('SOURCE_UNAVAILABLE', 'The source is closed.', {
      source: this.#options.source,
    });
  }
}

/** A server that does not answer cannot keep us. */
async function farewell(session: Session): Promise<void> {
  const timer = setTimeout(() => void session.destroy(), GRACE_MS);
  await session.close().catch(() => session.destroy());
  clearTimeout(timer);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
