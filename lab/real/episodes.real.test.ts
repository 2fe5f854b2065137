/** A condition that comes and goes is one alarm, as Zabbix's own events tell it: held, reopened, counted, flapping, then over. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { alarmIdOf } from './testing/ids.ts';
import { within } from './testing/within.ts';
import { type ZabbixApi, asAdministrator, send } from './testing/zabbix.ts';

jest.setTimeout(180_000);

/** From a value that is sent to what the graph says of it. */
const SEEN_MS = 10_000;
/** Longer than it takes to see one end and send the next; short enough to be waited for. */
const HOLD_SECONDS = 15;
const HOLD_MS = HOLD_SECONDS * 1000;
const RAISES = 3;

const pe = HOSTS.find(({ handle }) => handle === 'VLC01-PE-02')!;
/** Two conditions of one element: what an element reports, bad and good, and what the problem is called. */
const PORT = {
  key: 'if.oper[xe-0/0/0]',
  bad: 2,
  good: 1,
  problem: `Interface xe-0/0/0 down on ${pe.visible}`,
};
const HEAT = {
  key: 'temp[chassis]',
  bad: 83,
  good: 41,
  problem: `Chassis temperature over limit on ${pe.visible}`,
};
type Condition = typeof PORT;

interface Alarm {
  readonly id: string;
  readonly alarmKey: string;
  readonly state: 'RAISED' | 'CLEARED';
  readonly alarmRaisedTime: string;
  readonly alarmReportingTime: string;
  readonly alarmChangedTime: string;
  readonly alarmClearedTime: string | null;
  readonly heldUntil: string | null;
  readonly occurrences: number;
  readonly flapping: boolean;
  readonly ackState: string;
  readonly comments: readonly { readonly text: string }[];
  readonly sourceRecord: { readonly nativeId: string };
}
interface Alarms {
  readonly alarms: { readonly complete: boolean; readonly edges: readonly { readonly node: Alarm }[] };
}

const FIELDS = `id alarmKey state alarmRaisedTime alarmReportingTime alarmChangedTime alarmClearedTime heldUntil
  occurrences flapping ackState comments { text } sourceRecord { nativeId }`;
const LIST = `query ($filter: AlarmFilter) { alarms(filter: $filter) { complete edges { node { ${FIELDS} } } } }`;

let graph: Graph;
let zabbix: ZabbixApi;
/** Before anything of this test: what is older is another's. */
let reportedAfter: string;

beforeEach(async () => {
  zabbix = await asAdministrator();
  reportedAfter = new Date().toISOString();
  graph = await startGraph({
    changes: [
      (sources) => {
        sources.zabbix.options['holdDownSeconds'] = HOLD_SECONDS;
        sources.zabbix.options['flapping'] = { raises: RAISES, withinSeconds: 600 };
      },
    ],
  });
});
afterEach(async () => {
  for (const { key, good } of [PORT, HEAT]) await send(pe.host, key, good);
  await graph?.close();
});

async function list(filter: Readonly<Record<string, unknown>>): Promise<readonly Alarm[]> {
  const { alarms } = await graph.data<Alarms>(LIST, { filter: { reportedAfter, ...filter } });
  expect(alarms.complete).toBe(true);
  return alarms.edges.map(({ node }) => node);
}

async function byId(id: string): Promise<Alarm | null> {
  const query = `query ($id: ID!) { alarm(id: $id) { ${FIELDS} } }`;
  return (await graph.data<{ alarm: Alarm | null }>(query, { id })).alarm;
}

/** The alarm of a condition that is open, as soon as it is as it should be. */
function open({ problem }: Condition, what: string, is: (alarm: Alarm) => boolean): Promise<Alarm> {
  return within(SEEN_MS, `${problem}: ${what}`, async () => {
    const [alarm, ...others] = await list({ text: problem });
    expect(others).toEqual([]);
    return alarm && is(alarm) ? alarm : null;
  });
}

const comes = async (condition: Condition, occurrence: number): Promise<Alarm> => {
  await send(pe.host, condition.key, condition.bad);
  return open(
    condition,
    `occurrence ${occurrence}`,
    (alarm) => alarm.occurrences === occurrence && !alarm.heldUntil,
  );
};
const goes = async (condition: Condition): Promise<Alarm> => {
  await send(pe.host, condition.key, condition.good);
  return open(condition, 'held', (alarm) => alarm.heldUntil !== null);
};

interface Event {
  readonly eventid: string;
  readonly objectid: string;
  readonly value: '0' | '1';
  readonly r_eventid: string;
  readonly clock: string;
  readonly ns: string;
}

/** What Zabbix itself recorded of the condition: where problems began, and where they ended. */
async function recorded({ problem }: Condition): Promise<{ began: Event[]; ended: Event[] }> {
  const time_from = Math.floor(Date.parse(reportedAfter) / 1000);
  const ask = { output: 'extend', sortfield: ['clock', 'eventid'], time_from };
  const began = (await zabbix.rpc('event.get', { ...ask, value: [1], search: { name: problem } })) as Event[];
  const ends = (await zabbix.rpc('event.get', { ...ask, value: [0] })) as Event[];
  const ended = began.flatMap(({ r_eventid }) => ends.find(({ eventid }) => eventid === r_eventid) ?? []);
  return { began, ended };
}

const instant = ({ clock, ns }: Event): string =>
  new Date(Number(clock) * 1000 + Math.floor(Number(ns) / 1e6)).toISOString();

test('a port that goes down three times within the hold-down is one alarm, and over after it', async () => {
  const first = await comes(PORT, 1);
  expect(first).toMatchObject({ state: 'RAISED', flapping: false, alarmClearedTime: null });
  const heat = await comes(HEAT, 1);
  const held = await goes(PORT);
  expect(held).toMatchObject({ id: first.id, state: 'RAISED', occurrences: 1, alarmClearedTime: null });
  expect(Date.parse(held.heldUntil ?? '') - Date.parse(held.alarmChangedTime)).toBe(HOLD_MS);

  const { results } = (
    await graph.data<{ acknowledgeAlarms: { results: { status: string; alarm: Alarm }[] } }>(
      `mutation ($ids: [ID!]!) { acknowledgeAlarms(ids: $ids, comment: "on my way") { results { status alarm { ${FIELDS} } } } }`,
      { ids: [first.id] },
    )
  ).acknowledgeAlarms;
  expect(results).toMatchObject([{ status: 'APPLIED', alarm: { id: first.id, ackState: 'ACKNOWLEDGED' } }]);

  const second = await comes(PORT, 2);
  // what came back needs somebody again; what was said to it stays
  expect(second).toMatchObject({
    id: first.id,
    ackState: 'UNACKNOWLEDGED',
    comments: [{ text: 'on my way' }],
  });
  await goes(PORT);
  const third = await comes(PORT, RAISES);
  expect(third).toMatchObject({ id: first.id, flapping: true, alarmClearedTime: null });
  expect((await list({ flapping: true })).map(({ id }) => id)).toEqual([first.id]);
  expect((await list({ flapping: false })).map(({ id }) => id)).toEqual([heat.id]);
  await goes(PORT);
  // nobody waits for the other condition: it stands, and is an alarm of its own
  expect(await byId(heat.id)).toMatchObject({
    state: 'RAISED',
    heldUntil: null,
    occurrences: 1,
    flapping: false,
  });

  await within(HOLD_MS + SEEN_MS, 'The end of the hold-down', async () => {
    return (await list({ text: PORT.problem })).length === 0;
  });
  const { began, ended } = await recorded(PORT);
  expect([began.length, ended.length]).toEqual([RAISES, RAISES]);
  const [beginning, last, end] = [began[0]!, began.at(-1)!, ended.at(-1)!];
  // every clock is the source's own: where it began, where it ended, and nothing of the time it was held
  const over = {
    id: first.id,
    alarmKey: first.alarmKey,
    state: 'CLEARED',
    alarmRaisedTime: instant(beginning),
    alarmReportingTime: instant(beginning),
    alarmChangedTime: instant(end),
    alarmClearedTime: instant(end),
    heldUntil: null,
    occurrences: RAISES,
    flapping: true,
    sourceRecord: { nativeId: last.eventid },
  };
  expect(first.id).toBe(alarmIdOf(beginning.eventid));
  const history = { state: ['CLEARED'], alarmKey: [first.alarmKey] };
  const says = async (): Promise<unknown> => ({
    history: await list(history),
    flapping: await list({ ...history, flapping: true }),
    steady: await list({ ...history, flapping: false }),
    all: await list({ state: ['RAISED', 'CLEARED'], alarmKey: [first.alarmKey] }),
    byId: await byId(first.id),
    others: await Promise.all(began.slice(1).map(({ eventid }) => byId(alarmIdOf(eventid)))),
  });
  const cleared = {
    history: [over],
    flapping: [over],
    steady: [],
    all: [over],
    byId: over,
    others: [null, null],
  };
  expect(await says()).toMatchObject(cleared);

  // another process, which knows only what Zabbix tells
  graph = await startGraph({ file: await graph.stop() });
  expect(await says()).toMatchObject(cleared);

  // after the hold-down it is another alarm of the same condition
  const anew = await comes(PORT, 1);
  expect(anew).toMatchObject({ alarmKey: first.alarmKey, flapping: false });
  expect(anew.id).not.toBe(first.id);
  const both = await list({ state: ['RAISED', 'CLEARED'], alarmKey: [first.alarmKey] });
  expect(both.map(({ id }) => id)).toEqual([anew.id, first.id]);
});
