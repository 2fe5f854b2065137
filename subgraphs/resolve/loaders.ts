/** What one operation has asked of the port, so that however many records want the same thing it is one call. */
import DataLoader from 'dataloader';
import type { Call } from '#schema/ports/call.ts';
import { MAX_BATCH } from '#schema/ports/page.ts';
import { stableJson } from './stable-json.ts';

/** Asks the port. An answer stands at the place of its id. */
export type Batch<Value> = (ids: readonly string[]) => Promise<readonly Value[]>;

export class Loaders {
  readonly #call: Call;
  readonly #loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * The value of one id. Ids that are asked for at the same time under the same name and arguments share one call of at most
   * MAX_BATCH ids; an id that was asked for before is not asked for again. The name stands for the type of the value.
   */
  load<Value>(name: string, args: object, id: string, batch: Batch<Value>): Promise<Value> {
    const key = `${name} ${stableJson(args)}`;
    let loader = this.#loaders.get(key) as DataLoader<string, Value> | undefined;
    if (!loader) {
      loader = new DataLoader((ids) => this.#ask(ids, batch), { maxBatchSize: MAX_BATCH });
      this.#loaders.set(key, loader);
    }
    return loader.load(id);
  }

  /** Forgets every value: a mutation may have changed them. */
  clear(): void {
    this.#loaders.clear();
  }

  async #ask<Value>(ids: readonly string[], batch: Batch<Value>): Promise<readonly Value[]> {
    // Nobody waits for the answers of an operation that was given up.
    this.#call.signal.throwIfAborted();
    return await batch(ids);
  }
}
