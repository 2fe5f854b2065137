/**
 * Requests that ask the same, in the same scope, while one of them is under way, become one. It is ended when the last of those who
 * wait for it has left. Who asks after something was changed gets no answer that may be from before.
 */
export type Ended<Answer> = (failure: Error | null, answer: Answer | null) => void;
export type Start<Answer> = (body: string, ended: Ended<Answer>) => () => void;
/** Waits no longer. After the end it does nothing. */
export type Leave = () => void;

export class Coalescing<Answer> {
  readonly #start: Start<Answer>;
  /** Those under way that may be joined, by scope and body. */
  readonly #joinable = new Map<string, Map<string, Flight<Answer>>>();

  constructor(start: Start<Answer>) {
    this.#start = start;
  }

  /** Sends, or joins one under way that asks the same. */
  join(scope: string, body: string, ended: Ended<Answer>): Leave {
    let flights = this.#joinable.get(scope);
    if (!flights) this.#joinable.set(scope, (flights = new Map<string, Flight<Answer>>()));
    const known = flights.get(body);
    if (known) return known.wait(ended);
    const flight = new Flight<Answer>(() => this.#forget(scope, body, flight));
    flights.set(body, flight);
    const leave = flight.wait(ended);
    flight.begin(this.#start, body);
    return leave;
  }

  /** From now on nobody joins what is under way. */
  seal(): void {
    this.#joinable.clear();
  }

  #forget(scope: string, body: string, flight: Flight<Answer>): void {
    const flights = this.#joinable.get(scope);
    if (flights?.get(body) !== flight) return;
    flights.delete(body);
    if (flights.size === 0) this.#joinable.delete(scope);
  }
}

class Flight<Answer> {
  readonly #over: () => void;
  readonly #waiting = new Set<Ended<Answer>>();
  #end: (() => void) | null = null;

  constructor(over: () => void) {
    this.#over = over;
  }

  begin(start: Start<Answer>, body: string): void {
    this.#end = start(body, (failure, answer) => {
      this.#end = null;
      this.#over();
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const ended of waiting) ended(failure, answer);
    });
  }

  wait(ended: Ended<Answer>): Leave {
    this.#waiting.add(ended);
    return () => {
      if (!this.#waiting.delete(ended) || this.#waiting.size > 0) return;
      this.#over();
      this.#end?.();
    };
  }
}
