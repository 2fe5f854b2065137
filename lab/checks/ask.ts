/** GraphQL over HTTP as a client asks it, with all that a client sees of the answer. */
import { readFileSync } from 'node:fs';

export interface AskedSource {
  readonly source: string;
  readonly domain: string;
  readonly status: 'OK' | 'PARTIAL' | 'MISSING';
  readonly requests: number;
  readonly stale: boolean;
  readonly code?: string;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly source?: string;
    readonly domain?: string;
    readonly sources?: readonly string[];
  };
}

export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: { readonly sources: readonly AskedSource[] };
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export async function ask<Data = Record<string, unknown>>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  { headers = {}, signal }: Asking = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The data of an answer from which nothing is missing. */
export async function dataOf<Data>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(url, query, variables);
  if (errors || !data)
    throw new Error(`An answer must be without errors, but got: ${JSON.stringify(errors)}.`);
  return data;
}

export interface Readiness {
  readonly ready: boolean;
  readonly missing: readonly string[];
  readonly sources: readonly {
    readonly source: string;
    readonly state: string;
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
}

export async function readiness(url: string): Promise<Readiness> {
  const response = await fetch(`${url}/health/ready`);
  return (await response.json()) as Readiness;
}

/** A query of the estate's own. */
export function estateQuery(name: string): string {
  return readFileSync(new URL(`../estate/queries/${name}.graphql`, import.meta.url), 'utf8');
}
