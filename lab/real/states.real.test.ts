/** What becomes of a problem in Zabbix is what the graph says of it: by its elements, by people, by maintenance. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { eventidOf } from './testing/ids.ts';
import { within } from './testing/within.ts';
import { type ZabbixApi, asAdministrator, send } from './testing/zabbix.ts';

/** How often every open problem is read again: nothing tells of what people do. */
const RECONCILE_SECONDS = 2;
const SEEN_MS = 5000;
/** Closing by hand is work that Zabbix's server looks for every five seconds. */
const CLOSED_MS = 10_000;

const FIELDS = `id alarmKey state perceivedSeverity alarmType probableCause specificProblem alarmRaisedTime alarmClearedTime clearUser
  ackState ackUser suppressed plannedOutage comments { text user } actions managedElement { id name }`;

interface Alarm {
  readonly id: string;
  readonly alarmKey: string;
  readonly state: string;
  readonly perceivedSeverity: string;
  readonly alarmRaisedTime: string;
  readonly alarmClearedTime: string | null;
  readonly clearUser: string | null;
  readonly ackState: string;
  readonly ackUser: string | null;
  readonly suppressed: boolean;
  readonly plannedOutage: boolean;
  readonly comments: readonly { readonly text: string; readonly user: string | null }[];
  readonly actions: readonly string[];
  readonly managedElement: { readonly name: string } | null;
}

let graph: Graph;
let zabbix: ZabbixApi;
beforeAll(async () => {
  zabbix = await asAdministrator();
  graph = await startGraph({
    changes: [({ zabbix }) => void (zabbix.options['reconcileSeconds'] = RECONCILE_SECONDS)],
  });
});
afterAll(() => graph?.close());

async function alarms(filter: object): Promise<Alarm[]> {
  const { alarms: found } = await graph.data<{ alarms: { complete: boolean; edges: { node: Alarm }[] } }>(
    `query ($filter: AlarmFilter) { alarms(filter: $filter, first: 200) { complete edges { node { ${FIELDS} } } } }`,
    { filter },
  );
  expect(found.complete).toBe(true);
  return found.edges.map(({ node }) => node);
}

async function alarm(id: string): Promise<Alarm> {
  const { alarm: found } = await graph.data<{ alarm: Alarm | null }>(
    `query ($id: ID!) { alarm(id: $id) { ${FIELDS} } }`,
    { id },
  );
  if (!found) throw new Error(`${id} must be in the graph.`);
  return found;
}

const hostNamed = (handle: string) => HOSTS.find((one) => one.handle === handle)!;
const BOTH = { state: ['RAISED', 'CLEARED'] };

describe('of what has happened before', () => {
  test('a problem in somebody’s charge is, with what was written to it', async () => {
    const [found, ...more] = await alarms({ text: 'Interface xe-0/0/0 down on Madrid PE 1 (router)' });
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      state: 'RAISED',
      ackState: 'ACKNOWLEDGED',
      perceivedSeverity: 'MAJOR',
      alarmType: 'COMMUNICATIONS_ALARM',
      probableCause: 'lossOfSignal',
      comments: [{ text: 'Fibre cut confirmed between MAD01 and MAD07, carrier ticket INC-48211' }],
    });
    expect(found?.actions).toEqual(['UNACKNOWLEDGE', 'COMMENT']);
  });

  test('a problem whose severity somebody has changed has the new one', async () => {
    const [found] = await alarms({ text: 'S1 link failure on Barcelona ENB 1' });
    // the trigger says high
    expect(found).toMatchObject({ perceivedSeverity: 'CRITICAL', ackState: 'ACKNOWLEDGED' });
  });

  test('a problem under maintenance is shown as suppressed, and as planned', async () => {
    const text = 'Interface xe-0/0/0 down on Valencia PE 1 (router)';
    const [found] = await alarms({ text });
    expect(found).toMatchObject({ state: 'RAISED', suppressed: true, plannedOutage: true });
    expect(await alarms({ text, suppressed: true })).toEqual([found]);
    expect(await alarms({ text, suppressed: false })).toEqual([]);
  });

  test('a problem that somebody has closed is cleared, by that user', async () => {
    const text = `VSWR over threshold on ${hostNamed('VLC01-ENB-02').visible}`;
    expect(await alarms({ text })).toEqual([]);
    const closed = (await alarms({ ...BOTH, text })).at(-1);
    expect(closed).toMatchObject({ state: 'CLEARED', ackState: 'ACKNOWLEDGED' });
    expect(closed?.clearUser).toEqual(expect.any(String));
    expect(closed?.comments.map((comment) => comment.text)).toEqual(['Known jumper issue, closed by NOC']);
  });

  test('a problem that has ended by itself is cleared by nobody, and shares its key with the next', async () => {
    const episodes = await alarms({
      ...BOTH,
      text: 'BGP session AS65010 not established on Madrid PE 2 (router)',
    });
    expect(episodes.length).toBeGreaterThanOrEqual(2);
    for (const one of episodes) {
      expect(one).toMatchObject({ state: 'CLEARED', clearUser: null, suppressed: false });
      expect(Date.parse(String(one.alarmClearedTime))).toBeGreaterThan(Date.parse(one.alarmRaisedTime));
    }
    const [key, ...others] = new Set(episodes.map(({ alarmKey }) => alarmKey));
    expect(others).toEqual([]);
    expect((await alarms({ ...BOTH, alarmKey: [key] })).map(({ id }) => id)).toEqual(
      episodes.map(({ id }) => id),
    );
  });
});

describe('of what happens now', () => {
  /** A problem by a report of its element, as long as `during` takes. */
  async function problem(
    handle: string,
    key: string,
    [bad, good]: readonly [number, number],
    name: string,
    during: (found: Alarm) => Promise<void>,
  ): Promise<void> {
    const { host, visible } = hostNamed(handle);
    const text = `${name} ${visible}`;
    try {
      await send(host, key, bad);
      await during(await within(SEEN_MS, 'The alarm', async () => (await alarms({ text }))[0]));
    } finally {
      await send(host, key, good);
    }
    await within(SEEN_MS, 'Its end', async () => (await alarms({ text })).length === 0);
  }
  const later = (id: string, ready: (now: Alarm) => boolean, ms = SEEN_MS): Promise<Alarm> =>
    within(ms, 'The change', async () => {
      const now = await alarm(id);
      return ready(now) ? now : null;
    });

  test('a person’s doings in Zabbix: charge, severity, words, and close', async () => {
    await problem('BCN02-OLT-02', 'psu[1]', [0, 1], 'PSU 1 failed on', async ({ id, ...before }) => {
      expect(before).toMatchObject({ perceivedSeverity: 'MINOR', ackState: 'UNACKNOWLEDGED', comments: [] });
      expect(before.actions).toEqual(['ACKNOWLEDGE', 'COMMENT', 'CLEAR']);

      const change = { eventids: [eventidOf(id)], action: 2 + 4 + 8, severity: 5, message: 'On our way' };
      await zabbix.rpc('event.acknowledge', change);
      const changed = await later(id, (now) => now.ackState === 'ACKNOWLEDGED');
      expect(changed).toMatchObject({ perceivedSeverity: 'CRITICAL', comments: [{ text: 'On our way' }] });

      await zabbix.rpc('event.acknowledge', { eventids: [eventidOf(id)], action: 16 });
      await later(id, (now) => now.ackState === 'UNACKNOWLEDGED');

      await zabbix.rpc('event.acknowledge', { eventids: [eventidOf(id)], action: 1 });
      const closed = await later(id, (now) => now.state === 'CLEARED', CLOSED_MS);
      expect(closed).toMatchObject({ perceivedSeverity: 'CRITICAL' });
      expect(closed.clearUser).toEqual(expect.any(String));
      expect(await zabbix.problem(eventidOf(id))).toBeNull();
    });
  });

  test('the end of a problem, by its element', async () => {
    const seen: Alarm[] = [];
    await problem('MAD01-ENB-02', 's1.link', [0, 1], 'S1 link failure on', async (found) => {
      seen.push(found);
    });
    const ended = await alarm(seen[0]!.id);
    expect(ended).toMatchObject({ state: 'CLEARED', clearUser: null, alarmKey: seen[0]!.alarmKey });
    expect(ended.alarmClearedTime).toEqual(expect.any(String));
  });

  test('a problem of a host under maintenance', async () => {
    await problem(
      'VLC01-PE-01',
      'temp[chassis]',
      [79, 41],
      'Chassis temperature over limit on',
      async ({ id }) => {
        expect(await later(id, (now) => now.suppressed)).toMatchObject({ plannedOutage: true });
      },
    );
  });

  test('two problems of one host are two alarms, newest first', async () => {
    await problem(
      'MAD01-PE-02',
      'temp[chassis]',
      [79, 41],
      'Chassis temperature over limit on',
      async (first) => {
        await problem(
          'MAD01-PE-02',
          'cpu.util',
          [95, 34],
          'High CPU utilisation (95 %) on',
          async (second) => {
            const open = await alarms({ within: ['legacy/device.c321'] });
            expect(open.map(({ id }) => id)).toEqual([second.id, first.id]);
          },
        );
      },
    );
  });
});
