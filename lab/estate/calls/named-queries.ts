/** The questions that users meet, each with a name: those of `queries/`, of the README, of the first hour, of the tour. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Graph } from '../tour/graph.ts';
import { GIVE_BACK, QUERY as ACKNOWLEDGED } from '../tour/steps/acknowledged.ts';
import { ROUTER, fibreId } from '../tour/steps/device.ts';
import { QUERY as FIBRE_CUT } from '../tour/steps/fibre-cut.ts';
import { IDENTIFIERS, QUERY as NAMES } from '../tour/steps/names.ts';
import { QUERY as RENAMED } from '../tour/steps/renamed.ts';
import { QUERY as SAME_NAME } from '../tour/steps/same-name.ts';
import { QUERY as SOURCE_DIES } from '../tour/steps/source-dies.ts';
import { QUERY as WHO_IS_HIT } from '../tour/steps/who-is-hit.ts';
import { namedBlocks } from './blocks.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface NamedQuery {
  readonly name: string;
  readonly query: string;
  /** Of the estate that is asked. */
  readonly variables?: (graph: Graph) => Promise<Variables>;
  /** What it changes is taken back by this, so that it has the same to do each time. */
  readonly undo?: { readonly query: string; readonly variables: Variables };
}

type More = Omit<NamedQuery, 'name' | 'query'>;

const QUERIES = new URL('../queries/', import.meta.url);
/** One of each fault manager, both open and nobody's. */
const ALARMS = ['zabbix-west/b32', 'zabbix-east/b29'];

const acknowledging = (ids: readonly string[]): More => ({
  variables: async () => ({ ids, comment: 'On it.' }),
  undo: { query: GIVE_BACK, variables: { ids } },
});
const onFibre: More = { variables: async (graph) => ({ id: await fibreId(graph) }) };
const onRouter: More = { variables: async (graph) => ({ id: await routerId(graph) }) };

/** What those need that are not questions alone. */
const MORE: Readonly<Record<string, More>> = {
  'queries/acknowledge': acknowledging(ALARMS),
  'readme/acknowledge': { undo: { query: GIVE_BACK, variables: { ids: ALARMS } } },
  'tour/identifiers': onRouter,
  'tour/fibre-cut': onFibre,
  'tour/who-is-hit': onFibre,
  'tour/renamed': { variables: async () => ({ name: ROUTER.name }) },
  'tour/acknowledged': acknowledging(ALARMS.slice(0, 1)),
};

const TEXTS: readonly (readonly [string, string])[] = [
  ...readdirSync(QUERIES)
    .toSorted()
    .map((file) => [`queries/${file.replace('.graphql', '')}`, textOf(file)] as const),
  ...namedBlocks('README.md', ['readme/critical', 'readme/circuit', 'readme/acknowledge']),
  ...namedBlocks('docs/guides/first-hour.md', [
    'first-hour/critical',
    'first-hour/devices',
    'first-hour/fault-sources',
    'first-hour/all-three',
  ]),
  ['tour/names', NAMES],
  ['tour/identifiers', IDENTIFIERS],
  ['tour/fibre-cut', FIBRE_CUT],
  ['tour/who-is-hit', WHO_IS_HIT],
  ['tour/renamed', RENAMED],
  ['tour/same-name', SAME_NAME],
  ['tour/source-dies', SOURCE_DIES],
  ['tour/acknowledged', ACKNOWLEDGED],
];

export const NAMED_QUERIES: readonly NamedQuery[] = TEXTS.map(([name, query]) => ({
  name,
  query,
  ...MORE[name],
}));

function textOf(file: string): string {
  return readFileSync(new URL(file, QUERIES), 'utf8');
}

async function routerId(graph: Graph): Promise<string> {
  const { data } = await graph.ask<{
    readonly resolve: readonly { readonly candidates: readonly { readonly id: string }[] }[];
  }>(NAMES);
  return data.resolve[0]?.candidates[0]?.id ?? '';
}
