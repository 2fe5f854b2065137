/** What people do with alarms, over real HTTP: the answer shows the alarm as Zabbix has it afterwards. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import type { ActionOutcome } from '#schema/ports/faults.ts';
import type { AlarmAction } from '#schema/types/faults.ts';
import { type Bench, TOKEN, call, openAlarms, openBench, until } from './test-bench.ts';

const ACCOUNT = { userid: '3', username: 'oss-adapter', token: TOKEN };
const HOSTS = [{ host: 'par-cr1' }];
const TRIGGERS = [
  { triggerid: '23001', hosts: ['par-cr1'], description: 'Closable', priority: 3, manualClose: true },
  { triggerid: '23002', hosts: ['par-cr1'], description: 'Not closable', priority: 4 },
] as const;

describe.each(['6.0.14', '7.4.1'])('actions, Zabbix %s', (version) => {
  let source: ZabbixEmulation;
  let bench: Bench;
  let closable: string;
  let other: string;
  const act = (action: AlarmAction, ids: readonly string[], comment: string | null = null) =>
    bench.faults.act(action, ids, comment, call());
  const rows = (eventid = '1') => source.control.event(eventid).acknowledges;
  const sent = (): number => source.calls.filter(({ method }) => method === 'event.acknowledge').length;
  const codes = (outcomes: readonly ActionOutcome[]) =>
    outcomes.map(({ status, error }) => error?.code ?? status);

  async function open(write = true, closeDelayMs = 50): Promise<void> {
    const accounts = [{ ...ACCOUNT, write }];
    source = await startZabbixEmulation({
      version,
      accounts,
      hosts: HOSTS,
      triggers: TRIGGERS,
      closeDelayMs,
    });
    closable = `suite/a${source.control.raise('23001').eventid}`;
    other = `suite/a${source.control.raise('23002').eventid}`;
    // what actions show must not wait for a sweep
    bench = openBench(source.url, { reconcileSeconds: 3600 });
    await bench.adapter.start();
  }
  beforeEach(() => open());
  afterEach(async () => {
    await bench.close();
    await source.close();
  });

  test('acknowledge, and give back', async () => {
    const [taken] = await act('ACKNOWLEDGE', [closable], 'mine');
    expect(taken).toMatchObject({
      status: 'APPLIED',
      alarm: {
        id: closable,
        ackState: 'ACKNOWLEDGED',
        ackUser: 'oss-adapter',
        comments: [{ text: 'mine', user: 'oss-adapter' }],
        actions: ['UNACKNOWLEDGE', 'COMMENT', 'CLEAR'],
      },
    });
    expect(rows()).toMatchObject([{ action: 6, message: 'mine' }]);
    const held = (await openAlarms(bench.faults)).find(({ id }) => id === closable);
    expect(held?.ackState).toBe('ACKNOWLEDGED');
    const [back] = await act('UNACKNOWLEDGE', [closable]);
    expect(back).toMatchObject({ status: 'APPLIED', alarm: { ackState: 'UNACKNOWLEDGED', ackUser: null } });
    expect(rows()).toMatchObject([{ action: 6 }, { action: 16 }]);
  });

  test('what is done already is not done twice', async () => {
    await act('ACKNOWLEDGE', [closable], 'mine');
    expect(codes(await act('ACKNOWLEDGE', [closable], 'mine'))).toEqual(['APPLIED']);
    expect(codes(await act('UNACKNOWLEDGE', [other]))).toEqual(['APPLIED']);
    expect([rows().length, sent()]).toEqual([1, 1]);
  });

  test('comment', async () => {
    const [outcome] = await act('COMMENT', [closable], 'Spare part is on its way');
    expect(outcome).toMatchObject({
      status: 'APPLIED',
      alarm: { comments: [{ text: 'Spare part is on its way' }] },
    });
    expect(rows()).toMatchObject([{ action: 4 }]);
    expect(await act('COMMENT', [closable], '')).toMatchObject([
      {
        status: 'FAILED',
        error: { code: 'REFUSED_BY_SOURCE', message: expect.stringContaining('cannot be empty') },
      },
    ]);
  });

  test('clear, where the trigger lets a person do so', async () => {
    const [outcome] = await act('CLEAR', [closable], 'known issue');
    expect(outcome).toMatchObject({
      status: 'APPLIED',
      alarm: {
        state: 'CLEARED',
        clearUser: 'oss-adapter',
        alarmClearedTime: expect.any(String),
        actions: ['ACKNOWLEDGE', 'COMMENT'],
      },
    });
    expect(rows()).toMatchObject([{ action: 5, message: 'known issue' }]);
    expect((await openAlarms(bench.faults)).map(({ id }) => id)).toEqual([other]);
    expect(codes(await act('CLEAR', [closable]))).toEqual(['APPLIED']);
    expect(await act('CLEAR', [other])).toMatchObject([
      {
        status: 'FAILED',
        alarm: { state: 'RAISED' },
        error: { code: 'NOT_SUPPORTED_BY_SOURCE', message: expect.stringContaining('23002') },
      },
    ]);
    expect(sent()).toBe(1);
  });

  test('unknown ids are told, the others done', async () => {
    const strange = ['suite/b99', 'suite/nonsense', 'elsewhere/a1', 'rubbish'];
    const outcomes = await act('ACKNOWLEDGE', [
      strange[0] ?? '',
      closable,
      ...strange.slice(1),
      other,
      closable,
    ]);
    expect(codes(outcomes)).toEqual([
      'NOT_FOUND',
      'APPLIED',
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
      'APPLIED',
      'APPLIED',
    ]);
    expect(outcomes.map(({ alarm }) => alarm?.id ?? null)).toEqual([
      null,
      closable,
      null,
      null,
      null,
      other,
      closable,
    ]);
    expect(rows().length).toBe(1);
  });

  test('a connection that breaks after sending: seen where it can be, else unknown', async () => {
    source.breakAfter('event.acknowledge');
    expect(codes(await act('ACKNOWLEDGE', [closable]))).toEqual(['APPLIED']);
    source.breakAfter('event.acknowledge');
    expect(await act('COMMENT', [closable], 'once')).toMatchObject([
      { status: 'OUTCOME_UNKNOWN', alarm: { id: closable }, error: { code: 'SOURCE_UNAVAILABLE' } },
    ]);
    expect(rows().length).toBe(2);
  });

  test('a source that is away: nothing was done', async () => {
    await source.close();
    expect(await act('ACKNOWLEDGE', [closable, other])).toMatchObject([
      { status: 'FAILED', alarm: null, error: { code: 'SOURCE_UNAVAILABLE' } },
      { status: 'FAILED', alarm: null, error: { code: 'SOURCE_UNAVAILABLE' } },
    ]);
  });

  test('an account that may only read cannot close, and the alarm says so', async () => {
    await bench.close();
    await source.close();
    await open(false);
    const [alarm] = await bench.faults.alarmsByIds([closable], call());
    expect(alarm?.actions).toEqual(['ACKNOWLEDGE', 'COMMENT']);
    expect(await act('CLEAR', [closable])).toMatchObject([
      {
        status: 'FAILED',
        error: { code: 'REFUSED_BY_SOURCE', message: expect.stringContaining('No permissions') },
      },
    ]);
    expect(codes(await act('ACKNOWLEDGE', [closable]))).toEqual(['APPLIED']);
  });

  test('a problem that Zabbix is slow to close is pending, and gone in the end', async () => {
    await bench.close();
    await source.close();
    await open(true, 2600);
    expect(await act('CLEAR', [closable])).toMatchObject([
      { status: 'PENDING', alarm: { state: 'RAISED', actions: ['ACKNOWLEDGE', 'COMMENT'] } },
    ]);
    await until(async () => (await openAlarms(bench.faults)).length === 1);
  });
});
