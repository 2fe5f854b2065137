/** One POST over a pool of undici, by its dispatcher: no stream for each answer, no promise, no listener on a signal. */
import type { Dispatcher, Pool } from 'undici';

export interface HttpAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface PostTarget {
  readonly path: string;
  readonly headers: readonly string[];
  readonly maxResponseBytes: number;
}

/** Ends a request and its connection; then nobody is told of it any more. */
export type AbortPost = () => void;

/** Called once: with an answer, or with why there is none. */
export type PostDone = (failure: Error | null, answer: HttpAnswer | null) => void;

/** An answer beyond the limit, of which the rest was not read. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

export function post(pool: Pool, target: PostTarget, body: string, done: PostDone): AbortPost {
  const answer = new Answer(target.maxResponseBytes, done);
  pool.dispatch(
    {
      path: target.path,
      method: 'POST',
      headers: target.headers as string[],
      body,
      headersTimeout: 0,
      bodyTimeout: 0,
    },
    answer,
  );
  return () => answer.abort();
}

class Answer implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  #done: PostDone | null;
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: HttpAnswer['headers'] = {};
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: number, done: PostDone) {
    this.#maxBytes = maxBytes;
    this.#done = done;
  }

  abort(): void {
    this.#done = null;
    this.#controller?.abort(new Error('aborted'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection, and meanwhile nobody waits for it.
    if (!this.#done) controller.abort(new Error('aborted'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: HttpAnswer['headers'],
  ): void {
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length']) > this.#maxBytes) controller.abort(new AnswerTooLarge());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) controller.abort(new AnswerTooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const bytes = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.#end(null, { status: this.#status, headers: this.#headers, text: bytes.toString('utf8') });
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#end(error, null);
  }

  #end(failure: Error | null, answer: HttpAnswer | null): void {
    const done = this.#done;
    this.#done = null;
    done?.(failure, answer);
  }
}
