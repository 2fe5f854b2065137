/** Zabbix goes deaf: the rest answers, what was known of it is said to be stale, and afterwards everything is as it is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import type { Answer } from './testing/ask.ts';
import { type Graph, startGraph } from './testing/graph.ts';
import { within } from './testing/within.ts';
import { asAdministrator, pauseDaemon, resumeDaemon, send } from './testing/zabbix.ts';

/** A poll that hangs is given up after some seconds. */
const NOTICED_MS = 12_000;
const IN_SYNC_AGAIN_MS = 10_000;
const SEEN_MS = 5000;

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
  graph = await startGraph();
});
afterAll(async () => {
  await resumeDaemon('web');
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

    await pauseDaemon('web');
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

    await resumeDaemon('web');
    const resumed = Date.now();
    const after = await within(IN_SYNC_AGAIN_MS, 'Sync', async () => {
      const now = await screen(graph);
      return syncState(now) === 'IN_SYNC' && now.data.alarms?.complete ? now : null;
    });
    console.log(`in sync again ${Date.now() - resumed} ms after the return of Zabbix`);
    expect(after.errors).toBeUndefined();
    expect(after.extensions?.sources.some((source) => source.stale)).toBe(false);

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
    await resumeDaemon('web');
    await send(ending.host, 'psu[1]', 1);
    await send(beginning.host, 'psu[1]', 1);
  }
});

test('a gateway that starts while Zabbix is deaf says that it does not know, never that there is nothing', async () => {
  await pauseDaemon('web');
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
    expect(answer.errors?.every(({ extensions }) => extensions.source === 'zabbix')).toBe(true);

    await resumeDaemon('web');
    await within(IN_SYNC_AGAIN_MS, 'Sync', async () => {
      const now = await screen(late!);
      return now.data.alarms?.complete && syncState(now) === 'IN_SYNC';
    });
  } finally {
    await resumeDaemon('web');
    await late?.close();
  }
});
