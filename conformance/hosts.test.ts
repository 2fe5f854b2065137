/** Our own hosts, over HTTP: the adapters of the embedded estate, each in a server of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type ProxiedStand, settled, startProxiedStand } from '#lab/checks/stand.ts';
import { type Systems, startSystems } from '#lab/estate/start-systems.ts';
import type { Domain } from '#schema/domains.ts';
import type { Options } from './law.ts';
import { textReport } from './report.ts';
import { conformance } from './run.ts';
import { httpWire } from './wire.ts';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'tributary-conformance-'));
let systems: Systems;
let stand: ProxiedStand;

beforeAll(async () => {
  systems = await startSystems(join(folder, 'estate'));
  const { configuration } = systems;
  stand = await startProxiedStand({ configuration, stateRoot: join(folder, 'state') }, { timeoutMs: 10_000 });
  await settled(stand);
});

afterAll(async () => {
  await stand.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
});

async function idsIn(source: string, domain: Domain, list: string): Promise<string[]> {
  const url = `${stand.proxies.get(source)?.url}/${domain}`;
  const query = `{ list: ${list} { edges { node { id } } } }`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await response.json()) as { data: { list: { edges: { node: { id: string } }[] } } };
  return data.list.edges.map(({ node }) => node.id);
}

/** What an enumerating neighbour lists: what a contributor may know something of. */
const devices = (source: string): Promise<string[]> =>
  idsIn(source, 'inventory', 'resources(filter: { kind: [DEVICE] })');

/** One that may be acted on. */
async function alarm(source: string): Promise<string> {
  const [id] = await idsIn(source, 'faults', 'alarms(filter: { ackState: UNACKNOWLEDGED })');
  if (id === undefined) throw new TypeError(`${source} must have an alarm that nobody has taken charge of.`);
  return id;
}

test.each<[string, Domain, Options['role']]>([
  ['legacy-west', 'inventory', 'enumerates'],
  ['zabbix-east', 'inventory', 'contributes'],
  ['zabbix-west', 'faults', 'enumerates'],
  ['legacy-east', 'services', 'enumerates'],
])('%s, %s: it %s', async (source, domain, role) => {
  const url = `${stand.proxies.get(source)?.url}/${domain}`;
  const wire = httpWire(url, {});
  const resources = role === 'contributes' ? await devices('legacy-east') : [];
  const acting = domain === 'faults';
  const options = {
    domain,
    role,
    sample: 60,
    resources,
    mutations: acting,
    alarm: acting ? await alarm(source) : null,
  };
  try {
    const verdict = await conformance(wire.send, options, { requests: 5000, ms: 50_000, requestMs: 10_000 });
    const breached = verdict.results.filter(({ outcome }) => outcome === 'BREACHED');
    // Nothing of this is held over nothing.
    const outcome = (id: string) => verdict.results.find(({ law }) => law.id === id)?.outcome;
    expect(outcome('entities-same')).toBe('HELD');
    if (acting) expect([outcome('actions-unknown'), outcome('acknowledge-twice')]).toEqual(['HELD', 'HELD']);
    expect(breached.length === 0 ? '' : textReport({ url, domain, headers: [] }, verdict)).toBe('');
  } finally {
    await wire.close();
  }
});
