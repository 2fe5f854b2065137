/** A system goes deaf: the rest answers, what was known of it is said to be stale, and afterwards everything is as it is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import type { Answer } from './testing/ask.ts';
import { type Deaf, pause, resume } from './testing/deaf.ts';
import { type Graph, startGraph } from './testing/graph.ts';
import { within } from './testing/within.ts';
import { asAdministrator, send } from './testing/zabbix.ts';

/** A poll that hangs is given up after some seconds. */
const NOTICED_MS = 12_000;
const IN_SYNC_AGAIN_MS = 10_000;
const SEEN_MS = 5000;
/** Short, so that a query with several steps ends before its own deadline. */
const INVENTORY_TIMEOUT_MS = 2000;
const WEB: Deaf = { system: 'zabbix', daemon: 'web' };
const ZABBIX: Deaf = { system: 'zabbix' };
const POSTGRESQL: Deaf = { system: 'legacysql', daemon: 'pg' };

interface Data {
  readonly alarms: {
    readonly totalCount: number | null;
    readonly complete: boolean;
    readonly edges: readonly { readonly node: { readonly id: string; readonly specificProblem: string } }[];
  } | null;
  readonly faultSources: readonly {
    readonly source: string;
    readonly syncState: string;
    readonly openAlarms: number | null;
    readonly lastHeardAt: string | null;
  }[];
  readonly resource: {
    readonly name: string;
    readonly site: { readonly name: string };
    readonly alarmSummary: { readonly complete: boolean; readonly major: number | null } | null;
    readonly services: {
      readonly complete: boolean;
      readonly totalCount: number;
      readonly edges: readonly unknown[];
    };
  };
  readonly sites: { readonly complete: boolean; readonly totalCount: number };
}

/** An operator's screen: all three domains. */
const QUERY = `{
  alarms(first: 200) { totalCount complete edges { node { id specificProblem } } }
  faultSources { source syncState openAlarms lastHeardAt }
  resource(id: "legacy/device.b41") {
    name site { name }
    alarmSummary { complete major }
    services(first: 100) { complete totalCount edges { node { id name customer { name } } } }
  }
  sites: resources(filter: { kind: [SITE] }, first: 1) { complete totalCount }
}`;

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ changes: [({ legacy }) => void (legacy.timeoutMs = INVENTORY_TIMEOUT_MS)] });
});
afterAll(async () => {
  await resume(ZABBIX);
  await resume(POSTGRESQL);
  await graph?.close();
});

const screen = (of: Graph): Promise<Answer<Data>> => of.ask<Data>(QUERY);
const syncState = ({ data }: Answer<Data>): string | undefined => data.faultSources[0]?.syncState;
const alarmNames = ({ data }: Answer<Data>): string[] =>
  data.alarms!.edges.map(({ node }) => node.specificProblem);

function element(handle: string): { readonly host: string; readonly visible: string } {
  const found = HOSTS.find((one) => one.handle === handle);
  if (!found) throw new TypeError(`${handle} must be a host.`);
  return found;
}

test('the rest answers while Zabbix is deaf, and it is in sync within ten seconds of its return', async () => {
  const [ending, beginning] = [element('BCN02-OLT-01'), element('MAD01-OLT-01')];
  const [ends, begins] = [`PSU 1 failed on ${ending.visible}`, `PSU 1 failed on ${beginning.visible}`];
  try {
    await send(ending.host, 'psu[1]', 0);
    const before = await within(SEEN_MS, 'The first alarm', async () => {
      const now = await screen(graph);
      return alarmNames(now).includes(ends) ? now : null;
    });
    expect(before.errors).toBeUndefined();
    expect(before.data.alarms?.complete).toBe(true);
    expect(syncState(before)).toBe('IN_SYNC');

    await pause(WEB);
    const during = await within(NOTICED_MS, 'The loss of Zabbix', async () => {
      const now = await screen(graph);
      return syncState(now) === 'LOST' ? now : null;
    });
    // faults: as last known, and said to be so
    expect(during.data.alarms).toEqual({ ...before.data.alarms, totalCount: null, complete: false });
    expect(during.data.resource.alarmSummary).toEqual({
      ...before.data.resource.alarmSummary,
      complete: false,
    });
    expect(during.data.faultSources[0]?.openAlarms).toBe(before.data.faultSources[0]?.openAlarms);
    const stale = during.extensions?.sources.filter((source) => source.stale);
    expect(stale).toMatchObject([{ source: 'zabbix', domain: 'faults' }]);
    // the others: whole, and without a word of it
    const { alarmSummary: _, ...resource } = before.data.resource;
    expect(during.data.resource).toMatchObject(resource);
    expect(during.data.resource.services.complete).toBe(true);
    expect(during.data.sites).toEqual(before.data.sites);
    for (const source of during.extensions?.sources.filter(({ source }) => source === 'legacy') ?? [])
      expect(source).toMatchObject({ status: 'OK', stale: false });

    // meanwhile elements go on reporting: one problem ends, one begins
    await send(ending.host, 'psu[1]', 1);
    await send(beginning.host, 'psu[1]', 0);
    expect(alarmNames(await screen(graph))).toContain(ends);

    await resume(WEB);
    const resumed = Date.now();
    const after = await within(IN_SYNC_AGAIN_MS, 'Sync', async () => {
      const now = await screen(graph);
      const stale = now.extensions?.sources.some((source) => source.stale);
      return syncState(now) === 'IN_SYNC' && now.data.alarms?.complete && !stale ? now : null;
    });
    console.log(`in sync again ${Date.now() - resumed} ms after the return of Zabbix`);
    expect(after.errors).toBeUndefined();

    const zabbix = await asAdministrator();
    const open = (await zabbix.rpc('problem.get', { output: ['eventid', 'name'] })) as {
      readonly name: string;
    }[];
    const names = alarmNames(after);
    expect(names).toContain(begins);
    expect(names).not.toContain(ends);
    expect(names.toSorted()).toEqual(open.map(({ name }) => name).toSorted());
    const ids = after.data.alarms!.edges.map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(after.data.alarms?.totalCount).toBe(ids.length);
  } finally {
    await resume(WEB);
    await send(ending.host, 'psu[1]', 1);
    await send(beginning.host, 'psu[1]', 1);
    await within(IN_SYNC_AGAIN_MS, 'The end of both', async () => {
      const now = await screen(graph);
      return now.data.alarms?.complete && !alarmNames(now).some((name) => name === ends || name === begins);
    });
  }
});

test('a gateway that starts while Zabbix is deaf says that it does not know, never that there is nothing', async () => {
  await pause(WEB);
  let late: Graph | undefined;
  try {
    late = await startGraph({ settled: false });
    const answer = await screen(late);
    expect(answer.data.resource).toMatchObject({ name: 'MAD01-RTR-41', services: { complete: true } });
    expect(answer.data.sites).toMatchObject({ complete: true, totalCount: 40 });
    expect(answer.data.alarms?.edges ?? []).toEqual([]);
    expect(answer.data.alarms?.complete ?? false).toBe(false);
    expect(answer.data.alarms?.totalCount ?? null).toBeNull();
    expect(answer.data.resource.alarmSummary?.major ?? null).toBeNull();
    expect(answer.data.faultSources[0]).toMatchObject({
      source: 'zabbix',
      syncState: 'INITIALISING',
      openAlarms: null,
    });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions.source, extensions.code])).toEqual([
      [['alarms'], 'zabbix', 'NOT_SYNCHRONISED'],
      [['resource', 'alarmSummary'], 'zabbix', 'NOT_SYNCHRONISED'],
    ]);

    await resume(WEB);
    await within(IN_SYNC_AGAIN_MS, 'Sync', async () => {
      const now = await screen(late!);
      return now.data.alarms?.complete && syncState(now) === 'IN_SYNC';
    });
  } finally {
    await resume(WEB);
    await late?.close();
  }
});

test('with its server and its database deaf too, Zabbix is missed and found again in the same way', async () => {
  const before = await screen(graph);
  try {
    await pause(ZABBIX);
    const during = await within(NOTICED_MS, 'The loss of Zabbix', async () => {
      const now = await screen(graph);
      return syncState(now) === 'LOST' ? now : null;
    });
    expect(alarmNames(during)).toEqual(alarmNames(before));
    expect(during.data.alarms?.complete).toBe(false);
    expect(during.data.resource.services).toEqual(before.data.resource.services);
  } finally {
    await resume(ZABBIX);
  }
  const after = await within(IN_SYNC_AGAIN_MS, 'Sync', async () => {
    const now = await screen(graph);
    return syncState(now) === 'IN_SYNC' && now.data.alarms?.complete ? now : null;
  });
  expect(after.data.alarms).toEqual(before.data.alarms);
});

test('while the inventory is deaf every alarm is there, and on its return so is all that it knows', async () => {
  const before = await screen(graph);
  try {
    await pause(POSTGRESQL);
    const during = await screen(graph);
    expect(during.data.alarms).toEqual(before.data.alarms);
    expect(during.data.faultSources.map((source) => ({ ...source, lastHeardAt: null }))).toEqual(
      before.data.faultSources.map((source) => ({ ...source, lastHeardAt: null })),
    );
    expect(during.data.resource).toMatchObject({
      name: null,
      alarmSummary: before.data.resource.alarmSummary,
    });
    // null: could not be told
    expect(during.data.resource.services).toBeNull();
    expect(during.data.sites).toBeNull();
    expect(new Set(during.errors?.map(({ extensions }) => extensions.source))).toEqual(new Set(['legacy']));
    expect(new Set(during.errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['SOURCE_TIMEOUT']),
    );
  } finally {
    await resume(POSTGRESQL);
  }
  const after = await within(SEEN_MS, 'The inventory', async () => {
    const now = await screen(graph);
    return now.errors ? null : now;
  });
  expect(after.data.resource).toEqual(before.data.resource);
  expect(after.data.sites).toEqual(before.data.sites);
});
