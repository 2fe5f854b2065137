/** A case: subgraphs that answer from records, questions, and what the gateway must answer. */
import type { SubgraphSpec } from '../../testing/federation.ts';

export interface FederationCase {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, SubgraphSpec>>;
  readonly asks: readonly Asked[];
}

export interface Asked {
  readonly query: string;
  readonly variables?: Values;
  /** Undefined: the operation is refused. */
  readonly data: unknown;
  /** Codes, in any order; none: there must be no error. */
  readonly codes?: readonly string[];
  /** Subgraphs that are asked, in any order; undefined: whoever. */
  readonly asked?: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;
type Work = (source: Values, args: Values) => unknown;

export interface Held {
  /** Root fields: a value, or what makes it of the arguments. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly mutation?: Readonly<Record<string, Work>>;
  /** Entities by type; a subgraph that holds none of a type takes every reference as it is. */
  readonly records?: Readonly<Record<string, readonly Values[]>>;
  /** Fields that are worked out, by type. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, Work>>>>;
}

/** A subgraph that knows what is held. */
export function subgraph(sdl: string, { query = {}, mutation, records = {}, fields = {} }: Held = {}) {
  const types = new Set([...Object.keys(records), ...Object.keys(fields)]);
  const byType = [...types].map((type) => {
    const own = records[type];
    return [type, { ...fields[type], ...(own && { __resolveReference: finder(own) }) }] as const;
  });
  const roots = Object.entries(query).map(([name, value]) => [
    name,
    typeof value === 'function' ? value : () => value,
  ]);
  return {
    sdl,
    resolvers: {
      ...Object.fromEntries(byType),
      ...(roots.length > 0 && { Query: Object.fromEntries(roots) as Record<string, Work> }),
      ...(mutation && { Mutation: mutation }),
    },
  } as SubgraphSpec;
}

/** The record that agrees with a reference in all that both have; with what the reference tells besides. */
function finder(records: readonly Values[]): (reference: Values) => unknown {
  return (reference) => {
    const { __typename: _, ...told } = reference;
    const found = records.find((record) => agrees(record, told));
    return found ? together(told, found) : null;
  };
}

function together(told: Values, found: Values): Values {
  const both = Object.entries(told).map(([name, value]) => {
    const own = found[name];
    return [name, isObject(own) && isObject(value) ? together(value, own) : (own ?? value)] as const;
  });
  return { ...found, ...Object.fromEntries(both) };
}

function agrees(record: Values, told: Values): boolean {
  return Object.entries(told).every(([name, value]) => {
    const own = record[name];
    if (own === undefined) return true;
    return isObject(own) && isObject(value) ? agrees(own, value) : own === value;
  });
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
