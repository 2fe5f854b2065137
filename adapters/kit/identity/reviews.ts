/** Which bindings are looked at again, and when. */
import { DueTimes } from './due-times.ts';
import { ReadyQueue } from './ready-queue.ts';

export class Reviews {
  readonly #due = new DueTimes();
  readonly #ready = new ReadyQueue();

  get ready(): number {
    return this.#ready.size;
  }

  /** As soon as there is time. */
  now(nativeId: string): void {
    this.#due.delete(nativeId);
    this.#ready.add(nativeId);
  }

  later(nativeId: string, at: number): void {
    this.#due.set(nativeId, at);
  }

  drop(nativeId: string): void {
    this.#due.delete(nativeId);
    this.#ready.delete(nativeId);
  }

  take(): string | null {
    return this.#ready.take();
  }

  wakeDue(now: number): void {
    for (const nativeId of this.#due.take(now)) this.now(nativeId);
  }

  /** When the next one is due; Infinity where none is. */
  nextDue(): number {
    return this.#due.next();
  }
}
