/** Parties that have left the directory: each is closed when the operations that may still ask it have ended, and not much later. */
import type { Log } from '../log.ts';
import type { MemberDirectory } from './directory.ts';
import type { Party } from './party.ts';

export interface LeavingTools {
  readonly directory: MemberDirectory;
  readonly log: Log;
  /** How long operations under way are waited for, milliseconds. */
  readonly drainMs: number;
}

export class Leaving {
  readonly #tools: LeavingTools;
  /** By key: resolves when all that had it are closed. */
  readonly #gone = new Map<string, Promise<void>>();
  readonly #hurry = Promise.withResolvers<'hurry'>();

  constructor(tools: LeavingTools) {
    this.#tools = tools;
  }

  has(key: string): boolean {
    return this.#gone.has(key);
  }

  /** Resolves when every party of this key that has left is closed. */
  async gone(key: string): Promise<void> {
    await this.#gone.get(key);
  }

  /** The directory has it no more. */
  add(key: string, party: Party): void {
    const gone = this.#closeAfter(this.#gone.get(key), party);
    this.#gone.set(key, gone);
    const forget = (): void => {
      if (this.#gone.get(key) === gone) this.#gone.delete(key);
    };
    gone.then(forget, forget);
  }

  /** Waits for nobody any more, and resolves when all are closed. */
  async end(): Promise<void> {
    this.#hurry.resolve('hurry');
    await Promise.all(this.#gone.values());
  }

  async #closeAfter(before: Promise<void> | undefined, party: Party): Promise<void> {
    await Promise.all([before, this.#closeLater(party)]);
  }

  /** Never rejects. */
  async #closeLater(party: Party): Promise<void> {
    const { directory, log, drainMs } = this.#tools;
    const { source } = party;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), drainMs);
    });
    const ended = await Promise.race([directory.settled(), patience, this.#hurry.promise]);
    clearTimeout(timer);
    if (ended === 'late') log.warn({ source }, `${source} is closed under operations that have not ended.`);
    try {
      await party.close();
      log.debug({ source }, `${source} is closed`);
    } catch (error) {
      log.error({ err: error, source }, `${source} could not be closed.`);
    }
  }
}
