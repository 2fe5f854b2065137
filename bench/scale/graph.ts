/** The graph as a client sees it. What has an error or is not complete is no answer here. */
import { Pool } from 'undici';

/** The part of an answer's `extensions.sources` that is looked at. */
export interface AskedSource {
  readonly source: string;
  readonly domain: string;
  readonly upstreamCalls: number | null;
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly sources?: readonly AskedSource[] };
}

export interface Graph {
  /** @throws Error where the answer has errors. */
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer<Data>>;
  /** As it is, errors and all. */
  send<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer<Data>>;
  close(): Promise<void>;
}

const SHOWN = 500;

export function graphAt(url: string): Graph {
  const pool = new Pool(url, { connections: 1 });
  async function send<Data>(query: string, variables = {}): Promise<Answer<Data>> {
    const { body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await body.json()) as Answer<Data>;
  }
  return {
    send,
    async ask<Data>(query: string, variables = {}) {
      const answer = await send<Data>(query, variables);
      if (answer.errors === undefined) return answer;
      const told = JSON.stringify(answer.errors).slice(0, SHOWN);
      throw new Error(`The graph must answer without errors, but got: ${told}.`);
    },
    close: () => pool.close(),
  };
}
