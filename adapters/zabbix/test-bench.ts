/** What the tests of this folder share: the adapter opened as the host opens it, beside a graph that knows a few names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { parseConfiguration } from '#adapters/kit/config/parse.ts';
import type { Log } from '#adapters/kit/log.ts';
import { openSource } from '#adapters/kit/open.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { AlarmRecord, FaultsPort } from '#schema/ports/faults.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { ListRequest } from '#schema/ports/page.ts';
import { contractRules } from '#schema/rules.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import { zabbix } from './module.ts';

export const SOURCE = 'suite';
export const TOKEN = 'token-of-the-tests';
export const PASSWORD = 'password-of-the-tests';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Known {
  readonly id: string;
  readonly keys: readonly IdentifierInput[];
  readonly region?: string;
  readonly ancestorIds?: readonly string[];
}

/** A graph in which these resources are known. */
export function graphOf(known: readonly Known[]): Graph {
  const text = ({ type, scope, value }: IdentifierInput): string =>
    `${type} ${scope ?? ''} ${value.toLowerCase()}`;
  const place = ({ id, region = 'west', ancestorIds = [] }: Known) => ({ id, region, ancestorIds });
  return {
    async query(_document, variables) {
      const keys = variables['keys'] as readonly IdentifierInput[] | undefined;
      if (keys) {
        const candidates = (key: IdentifierInput) =>
          known.filter((one) => one.keys.some((own) => text(own) === text(key))).map(place);
        return { resolve: keys.map((key) => ({ complete: true, candidates: candidates(key) })) };
      }
      const found = Object.entries(variables).map(([name, id]) => {
        const one = known.find((resource) => resource.id === id);
        return [name.replace('id', 'r'), one ? place(one) : null] as const;
      });
      return Object.fromEntries(found);
    },
  };
}

export interface Bench {
  readonly adapter: Adapter;
  readonly faults: FaultsPort;
  /** What it keeps. */
  readonly stateDir: string;
  close(): Promise<void>;
}

/** Quick: polls every 50 ms, reads everything again every 100. */
export function openBench(
  url: string,
  options: Readonly<Record<string, unknown>> = {},
  graph: Graph = graphOf([]),
  { token = TOKEN, password = PASSWORD, timeoutMs = 20_000, now = Date.now } = {},
): Bench {
  const given = {
    url,
    token: { env: 'ZABBIX_TOKEN' },
    pollSeconds: 0.05,
    reconcileSeconds: 0.1,
    hostRefreshSeconds: 0.2,
    ...options,
  };
  const modules = new Map([['zabbix', zabbix]]);
  const source = { name: SOURCE, adapter: 'zabbix', timeoutMs, options: given };
  const env = { ZABBIX_TOKEN: token, ZABBIX_PASSWORD: password };
  const shared = { modules, configDir: process.cwd() };
  const [configured] = parseConfiguration(stringify({ version: 1, sources: [source] }), {
    ...shared,
    env,
  }).sources;
  if (!configured) throw new TypeError('A source must be configured.');
  const stateRoot = mkdtempSync(join(tmpdir(), 'tributary-zabbix-'));
  const adapter = openSource(configured, { ...shared, log: silent, stateRoot, graph, now });
  if (!adapter.faults) throw new TypeError('The adapter must have faults.');
  return {
    adapter,
    faults: adapter.faults,
    stateDir: join(stateRoot, SOURCE),
    async close() {
      await adapter.close();
      rmSync(stateRoot, { recursive: true, force: true });
    },
  };
}

export function call(): Call {
  return { signal: new AbortController().signal };
}

export function request(
  filter: AlarmFilter | null = null,
  more: Partial<ListRequest<AlarmFilter>> = {},
): ListRequest<AlarmFilter> {
  const order = contractRules('faults').order('Query', 'alarms', 'REPORTING_TIME_DESC');
  return { order, first: 1000, after: null, filter, ...more };
}

export async function openAlarms(faults: FaultsPort): Promise<readonly AlarmRecord[]> {
  return (await faults.alarms(request(), call())).items;
}

/** Looks again until it holds. What does not come about in time is a failure of its own, with the place it was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 4000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end)
      throw new Error(`It must come about within ${withinMs} ms, but did not: ${String(holds)}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
