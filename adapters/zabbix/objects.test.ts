/** Objects that tags name: found where they are, with open alarms or without, and forgotten when nobody names them any more. */
import { afterEach, expect, jest, test } from '@jest/globals';
import { BindingsFile } from '#adapters/kit/identity/bindings-file.ts';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import { type Bench, type Known, TOKEN, call, graphOf, openBench, request, until } from './test-bench.ts';

jest.setTimeout(60_000);

const HOUR = 3600;
const START = 1_795_400_000;
const OBJECTS = [
  { tag: 'interface', type: 'PORT_NAME', within: 'host' },
  { tag: 'circuit', type: 'CIRCUIT_ID' },
];

let source: ZabbixEmulation;
let bench: Bench;

afterEach(async () => {
  await bench.close();
  await source.close();
});

const ids = async (filter: AlarmFilter): Promise<string[]> =>
  (await bench.faults.alarms(request(filter), call())).items.map(({ id }) => id);

test('an estate that names other circuits every hour is looked up as long as they matter, and no longer', async () => {
  let clock = START;
  const perHour = 40;
  const hours = 30;
  const triggers = Array.from({ length: perHour * hours }, (_, n) => ({
    triggerid: `${23_001 + n}`,
    hosts: ['par-cr1'],
    description: 'Circuit down',
    priority: 4 as const,
    tags: [{ tag: 'circuit', value: `C-${n}` }],
  }));
  const now = (): number => clock * 1000;
  source = await startZabbixEmulation({
    version: '7.0.5',
    token: TOKEN,
    hosts: [{ host: 'par-cr1' }],
    triggers,
    now,
  });
  const { control } = source;
  const circuit: Known = { id: 'inv/link.a1', keys: [{ type: 'CIRCUIT_ID', value: 'C-0' }] };
  bench = openBench(source.url, { objects: OBJECTS }, graphOf([circuit]), { now });
  await bench.adapter.start();
  const file = new BindingsFile(bench.stateDir);
  const lookedUp = (): string[] => file.list().map(({ nativeId }) => nativeId);
  const stands = control.raise('23002');
  for (let hour = 0; hour < hours; hour++) {
    const some = triggers
      .slice(hour * perHour, (hour + 1) * perHour)
      .filter(({ triggerid }) => triggerid !== '23002');
    const raised = some.map(({ triggerid }) => control.raise(triggerid));
    await until(() => lookedUp().includes(`circuit.C-${(hour + 1) * perHour - 1}`));
    for (const { eventid } of raised) control.resolve(eventid);
    await until(async () => (await ids({})).length === 1);
    clock += HOUR;
  }
  clock += HOUR;
  // what has an open alarm, and what is bound and in the history
  await until(() => lookedUp().filter((nativeId) => nativeId.startsWith('circuit.')).length === 2);
  expect(lookedUp()).toEqual(expect.arrayContaining(['circuit.C-0', 'circuit.C-1']));
  expect(await ids({ state: ['CLEARED'], alarmedObject: [circuit.id] })).toHaveLength(1);
  control.resolve(stands.eventid);
  file.close();
});

test('cleared alarms follow a card into another device as soon as open ones', async () => {
  source = await startZabbixEmulation({
    version: '7.0.5',
    token: TOKEN,
    hosts: [{ host: 'par-cr1' }, { host: 'lyo-cr1' }],
    triggers: ['0/0', '0/1'].map((value, n) => ({
      triggerid: `${23_001 + n}`,
      hosts: ['par-cr1'],
      description: 'Interface down',
      priority: 4 as const,
      tags: [{ tag: 'interface', value }],
    })),
  });
  const known: Known[] = [
    { id: 'inv/device.a1', keys: [{ type: 'NAME', value: 'par-cr1' }], ancestorIds: ['inv/site.a1'] },
    { id: 'inv/device.a2', keys: [{ type: 'NAME', value: 'lyo-cr1' }], ancestorIds: ['inv/site.a2'] },
    ...['0/0', '0/1'].map((value, n) => ({
      id: `inv/port.a${n}`,
      keys: [{ type: 'PORT_NAME' as const, scope: 'inv/device.a1', value }],
      ancestorIds: ['inv/card.a1', 'inv/device.a1', 'inv/site.a1'],
    })),
  ];
  bench = openBench(source.url, { objects: OBJECTS }, graphOf(known));
  // one is over before anybody watches, the other one later
  const before = source.control.raise('23001');
  source.control.resolve(before.eventid);
  await bench.adapter.start();
  const later = source.control.raise('23002');
  const inside = (id: string) => ids({ within: [id], state: ['CLEARED'] });
  await until(async () => (await ids({ within: ['inv/card.a1'] })).length === 1);
  source.control.resolve(later.eventid);
  await until(async () => (await ids({ state: ['CLEARED'] })).length === 2);
  await until(async () => (await inside('inv/card.a1')).length === 2);
  expect(await inside('inv/device.a1')).toHaveLength(2);

  for (const [i, one] of known.entries())
    if (one.id.startsWith('inv/port.'))
      known[i] = { ...one, ancestorIds: ['inv/card.a1', 'inv/device.a2', 'inv/site.a2'] };
  await until(async () => (await inside('inv/device.a2')).length === 2, 5000);
  expect(await inside('inv/site.a2')).toHaveLength(2);
  expect(await inside('inv/device.a1')).toEqual([]);
});
