/** The documents of one process, within a number of bytes: what was not asked for the longest is forgotten. */
import type { DocumentStore } from './document-store.ts';

const MAX_BYTES = 16 * 1024 * 1024;
/** Of what else is kept with a text: its hash, its place. */
const OVERHEAD = 200;

export class MemoryDocuments implements DocumentStore {
  readonly #maxBytes: number;
  readonly #texts = new Map<string, string>();
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(hash: string): Promise<string | undefined> {
    const text = this.#texts.get(hash);
    if (text !== undefined) {
      this.#texts.delete(hash);
      this.#texts.set(hash, text);
    }
    return Promise.resolve(text);
  }

  put(hash: string, text: string): Promise<void> {
    this.#forget(hash);
    this.#texts.set(hash, text);
    this.#bytes += sizeOf(text);
    for (const oldest of this.#texts.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(oldest);
    }
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #forget(hash: string): void {
    const text = this.#texts.get(hash);
    if (text === undefined) return;
    this.#texts.delete(hash);
    this.#bytes -= sizeOf(text);
  }
}

/** A text takes two bytes a character at the most. */
function sizeOf(text: string): number {
  return 2 * text.length + OVERHEAD;
}
