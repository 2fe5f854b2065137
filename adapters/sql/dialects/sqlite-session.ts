/**
 * A SQLite file, read in a thread of its own. A statement that is given up ends the thread, and with it the connection; but as
 * nothing can interrupt SQLite here, the thread ends when the statement does.
 */
import { Worker } from 'node:worker_threads';
import type { Product, Row, Session } from '../types.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './sqlite-thread.ts';

export class SqliteSession implements Session {
  readonly #thread: Worker;
  #waiting: { resolve(rows: readonly Row[]): void; reject(error: unknown): void } | null = null;
  #ended = false;

  private constructor(data: ThreadData) {
    this.#thread = new Worker(new URL('./sqlite-thread.ts', import.meta.url), { workerData: data });
    this.#thread.unref();
    // A thread that answers as fast as it is asked would have the event loop to itself: whoever waits there already goes first.
    this.#thread.on('message', (answer: ThreadAnswer) => setImmediate(() => this.#answer(answer)));
    this.#thread.on('error', (error) => this.#end(error));
    this.#thread.on('exit', () => this.#end(new Error('The thread of the database file has ended.')));
  }

  /** Rejects with the driver's error where the file cannot be read, or is no database. */
  static async open(data: ThreadData): Promise<{ session: SqliteSession; product: Product }> {
    const session = new SqliteSession(data);
    try {
      const version = await session.#ask(null);
      return { session, product: { name: 'SQLite', version: version[0]?.[0] ?? 'unknown' } };
    } catch (error) {
      await session.destroy();
      throw error;
    }
  }

  query(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#ask({ text, values: values as readonly (string | bigint)[] });
  }

  /** There is no other way than `destroy`, which follows. */
  cancel(): Promise<void> {
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    this.#end(new Error('The statement was given up.'));
    await this.#thread.terminate();
  }

  close(): Promise<void> {
    return this.destroy();
  }

  /** One at a time. The process stays for as long as somebody waits. */
  #ask(request: ThreadRequest): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new Error('The thread of the database file has ended.'));
        return;
      }
      this.#waiting = { resolve, reject };
      this.#thread.ref();
      this.#thread.postMessage(request);
    });
  }

  #answer(answer: ThreadAnswer): void {
    if ('rows' in answer) this.#settle()?.resolve(answer.rows);
    else this.#settle()?.reject(Object.assign(new Error(answer.failed.message), answer.failed));
  }

  #settle() {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#thread.unref();
    return waiting;
  }

  #end(error: unknown): void {
    this.#ended = true;
    this.#settle()?.reject(error);
  }
}
