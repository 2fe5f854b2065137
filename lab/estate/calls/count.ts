/** How many calls the systems behind a gateway are sent for an operation, as its answer tells. */
import type { Graph } from '../tour/graph.ts';
import type { NamedQuery, Variables } from './named-queries.ts';

/** By source. A source that was asked, and had to ask nobody, is there with 0; one that was not asked is not there. */
export type Calls = Readonly<Record<string, number>>;

/** How often an operation is tried until it costs the same twice in a row. */
const MOST_TRIES = 10;

/** @throws Error where the answer has errors, or a source does not tell. */
export async function callsOf(graph: Graph, query: string, variables: Variables = {}): Promise<Calls> {
  const { sources, errors } = await graph.ask<unknown>(query, variables);
  if (errors.length > 0)
    throw new Error(`An answer must be without errors, but got: ${JSON.stringify(errors)}.`);
  const calls: Record<string, number> = {};
  for (const { source, upstreamCalls } of sources.toSorted((a, b) => (a.source < b.source ? -1 : 1))) {
    if (upstreamCalls === null) throw new Error(`${source} must tell what an answer has cost, but does not.`);
    calls[source] = (calls[source] ?? 0) + upstreamCalls;
  }
  return calls;
}

/**
 * What it costs again and again: the first time is not counted, in which adapters may learn what they then know, such as versions and
 * part numbers. Such a thing may be due again at any time; so what counts is what two runs in a row agree on.
 */
async function steadyCalls(graph: Graph, { name, query, variables, undo }: NamedQuery): Promise<Calls> {
  const given = (await variables?.(graph)) ?? {};
  const once = async (): Promise<Calls> => {
    const calls = await callsOf(graph, query, given);
    if (undo) await callsOf(graph, undo.query, undo.variables);
    return calls;
  };
  await once();
  let before = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const calls = await once();
    const now = JSON.stringify(calls);
    if (now === before) return calls;
    before = now;
  }
  throw new Error(`${name} must cost the same twice in a row, but did not in ${MOST_TRIES} runs.`);
}

/** By the name of the query. */
export async function measured(graph: Graph, queries: readonly NamedQuery[]): Promise<Record<string, Calls>> {
  const counts: Record<string, Calls> = {};
  for (const one of queries) counts[one.name] = await steadyCalls(graph, one);
  return counts;
}
