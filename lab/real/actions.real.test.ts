/** What people do through the graph is done in Zabbix, and the answer shows it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { eventidOf } from './testing/ids.ts';
import { within } from './testing/within.ts';
import { type ZabbixApi, type ZabbixProblem, asAdministrator, send } from './testing/zabbix.ts';

/** By so much later Zabbix itself shows what the graph has said is done. */
const IN_ZABBIX_MS = 1000;
const SEEN_MS = 5000;
/** Closing by hand is work that Zabbix's server looks for every five seconds. */
const CLOSED_MS = 10_000;

interface Row {
  readonly id: string;
  readonly status: string;
  readonly alarm: {
    readonly id: string;
    readonly state: string;
    readonly ackState: string;
    readonly ackUser: string | null;
    readonly clearUser: string | null;
    readonly comments: readonly { readonly text: string; readonly user: string }[];
    readonly actions: readonly string[];
  } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const ROW =
  'id status alarm { id state ackState ackUser clearUser comments { text user } actions } error { code message }';

let graph: Graph;
let zabbix: ZabbixApi;
/** Problems of one host: one that a person may close, one that only its element can end. */
let closable: string;
let unclosable: string;

const pe = HOSTS.find(({ handle }) => handle === 'MAD01-PE-02')!;
const FAULTS = { 'cpu.util': [93, 34.5], 'temp[chassis]': [77, 41.2] } as const;

beforeAll(async () => {
  zabbix = await asAdministrator();
  graph = await startGraph();
  const idOf = (text: string): Promise<string> =>
    within(SEEN_MS, text, async () => {
      const { alarms } = await graph.data<{ alarms: { edges: { node: { id: string } }[] } }>(
        'query ($text: String!) { alarms(filter: { text: $text }) { edges { node { id } } } }',
        { text: `${text} ${pe.visible}` },
      );
      return alarms.edges[0]?.node.id;
    });
  for (const [key, [bad]] of Object.entries(FAULTS)) await send(pe.host, key, bad);
  closable = await idOf('High CPU utilisation (93 %) on');
  unclosable = await idOf('Chassis temperature over limit on');
});
afterAll(async () => {
  for (const [key, [, good]] of Object.entries(FAULTS)) await send(pe.host, key, good);
  await graph?.close();
});

async function act(
  field: 'acknowledgeAlarms' | 'unacknowledgeAlarms' | 'commentAlarms' | 'clearAlarms',
  ids: readonly string[],
  comment?: string,
): Promise<Row[]> {
  const type = field === 'commentAlarms' ? 'String!' : 'String';
  const data = await graph.data<Record<string, { results: Row[] }>>(
    `mutation ($ids: [ID!]!, $comment: ${type}) { ${field}(ids: $ids, comment: $comment) { results { ${ROW} } } }`,
    { ids, comment },
  );
  return data[field]!.results;
}

/** Zabbix's own word, at most a second after the answer. */
function inZabbix(id: string, ready: (problem: ZabbixProblem | null) => boolean): Promise<unknown> {
  return within(IN_ZABBIX_MS, `The action on ${id} in Zabbix`, async () =>
    ready(await zabbix.problem(eventidOf(id))),
  );
}

const acknowledgements = async (id: string): Promise<number> =>
  (await zabbix.problem(eventidOf(id)))!.acknowledges.length;

describe('through the graph', () => {
  test('an alarm is taken charge of, and given back', async () => {
    const [taken] = await act('acknowledgeAlarms', [closable], 'Looking into it');
    expect(taken).toMatchObject({
      id: closable,
      status: 'APPLIED',
      error: null,
      alarm: {
        id: closable,
        ackState: 'ACKNOWLEDGED',
        ackUser: 'oss-adapter',
        comments: [{ text: 'Looking into it', user: 'oss-adapter' }],
      },
    });
    expect(taken?.alarm?.actions).toContain('UNACKNOWLEDGE');
    await inZabbix(closable, (problem) => problem?.acknowledged === '1');
    const listed = await graph.data<{ alarms: { edges: { node: { id: string } }[] } }>(
      `{ alarms(filter: { ackState: ACKNOWLEDGED }, first: 100) { edges { node { id } } } }`,
    );
    expect(listed.alarms.edges.map(({ node }) => node.id)).toContain(closable);

    const before = await acknowledgements(closable);
    const [again] = await act('acknowledgeAlarms', [closable]);
    expect(again).toMatchObject({ status: 'APPLIED', alarm: { ackState: 'ACKNOWLEDGED' } });
    expect(await acknowledgements(closable)).toBe(before);

    const [given] = await act('unacknowledgeAlarms', [closable]);
    expect(given).toMatchObject({ status: 'APPLIED', alarm: { ackState: 'UNACKNOWLEDGED', ackUser: null } });
    await inZabbix(closable, (problem) => problem?.acknowledged === '0');
  });

  test('something is written to an alarm', async () => {
    const [row] = await act('commentAlarms', [unclosable], 'Air conditioning ordered – mañana');
    expect(row).toMatchObject({ status: 'APPLIED', alarm: { ackState: 'UNACKNOWLEDGED' } });
    expect(row?.alarm?.comments.map(({ text }) => text)).toEqual(['Air conditioning ordered – mañana']);
    await inZabbix(
      unclosable,
      (problem) => problem?.acknowledges.some((one) => one.message.endsWith('mañana')) === true,
    );
  });

  test('of ids that are not known, each has a row of its own, and the others are done', async () => {
    const ids = ['zabbix/i999999999', closable, 'zabbix/nonsense', unclosable, 'zabbix/h88888888'];
    const rows = await act('acknowledgeAlarms', ids);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows.map(({ status, error }) => error?.code ?? status)).toEqual([
      'NOT_FOUND',
      'APPLIED',
      'NOT_FOUND',
      'APPLIED',
      'NOT_FOUND',
    ]);
    for (const id of [closable, unclosable]) await inZabbix(id, (problem) => problem?.acknowledged === '1');
  });

  test('an alarm is cleared by hand where its trigger allows it, and refused where it does not', async () => {
    const [refused, cleared] = await act('clearAlarms', [unclosable, closable], 'Done');
    expect(refused).toMatchObject({ status: 'FAILED', error: { code: 'NOT_SUPPORTED_BY_SOURCE' } });
    expect(refused?.error?.message).toContain('does not let a person close its problems');
    expect(refused?.alarm).toMatchObject({ state: 'RAISED' });
    // Zabbix's server closes when it gets to it: the answer waits a little, and says so where that was not enough
    expect(['APPLIED', 'PENDING']).toContain(cleared?.status);
    await within(CLOSED_MS, 'The end of the alarm', async () => {
      const { alarm } = await graph.data<{ alarm: Row['alarm'] }>(
        `query ($id: ID!) { alarm(id: $id) { state clearUser } }`,
        { id: closable },
      );
      return alarm?.state === 'CLEARED' && alarm.clearUser === 'oss-adapter';
    });
    await inZabbix(closable, (problem) => problem === null);
    await inZabbix(unclosable, (problem) => problem !== null);

    const [again] = await act('clearAlarms', [closable]);
    expect(again).toMatchObject({ status: 'APPLIED', alarm: { state: 'CLEARED' } });
  });

  test('an alarm of a source that does not exist is refused before anything is done', async () => {
    const before = await acknowledgements(unclosable);
    const answer = await graph.ask<{ acknowledgeAlarms: { results: Row[] } } | null>(
      `mutation ($ids: [ID!]!) { acknowledgeAlarms(ids: $ids) { results { ${ROW} } } }`,
      { ids: [unclosable, 'nobody/a1'] },
    );
    const [, stranger] = answer.data?.acknowledgeAlarms.results ?? [];
    expect(stranger?.error?.code ?? answer.errors?.[0]?.extensions.code).toMatch(/NOT_FOUND|UNKNOWN_SOURCE/);
    expect(await acknowledgements(unclosable)).toBe(before);
  });
});
