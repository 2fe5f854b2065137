/** The graph as the tour asks it, with what it says of its sources. */
import { setTimeout as pause } from 'node:timers/promises';
import { ClaimError } from './claim.ts';

export interface AskedSource {
  readonly source: string;
  readonly domain: string;
  readonly status: string;
  /** It answered from what it last heard. */
  readonly stale?: boolean;
  /** How many calls its system was sent; null where that cannot be told. */
  readonly upstreamCalls: number | null;
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors: readonly { readonly message: string }[];
  readonly sources: readonly AskedSource[];
}

const LOOK_MS = 100;

export class Graph {
  readonly #url: string;
  readonly #patienceMs: number;

  constructor(gateway: string, patienceMs: number) {
    this.#url = `${gateway}/graphql`;
    this.#patienceMs = patienceMs;
  }

  async ask<Data>(query: string, variables: object = {}): Promise<Answer<Data>> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors, extensions } = (await response.json()) as {
      data?: Data | null;
      errors?: Answer<Data>['errors'];
      extensions?: { readonly sources?: readonly AskedSource[] };
    };
    if (!data) throw new ClaimError(`The graph must answer, but said: ${JSON.stringify(errors)}.`);
    return { data, errors: errors ?? [], sources: extensions?.sources ?? [] };
  }

  /** The first answer that satisfies. @throws ClaimError where none does in time. */
  async until<Data>(
    what: string,
    query: string,
    satisfies: (data: Data) => boolean,
    variables: object = {},
  ): Promise<Answer<Data>> {
    const end = performance.now() + this.#patienceMs;
    for (;;) {
      const answer = await this.ask<Data>(query, variables);
      if (satisfies(answer.data)) return answer;
      if (performance.now() > end)
        throw new ClaimError(
          `${what} must come about, but after ${this.#patienceMs} ms there is: ${JSON.stringify(answer.data).slice(0, 500)}.`,
        );
      await pause(LOOK_MS);
    }
  }
}
