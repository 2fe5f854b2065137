import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../log.ts';
import type { Binder, NativeObject } from './binder.ts';
import { identityOptions } from './config.ts';
import { createBinder } from './create-binder.ts';
import { Clock, FakeGraph, untilIdle } from './testing/fake-graph.ts';

let dir: string;
let graph: FakeGraph;
let clock: Clock;
let binder: Binder;
let warned: string[];
const opened: Binder[] = [];

const log: Log = {
  debug: () => {},
  info: () => {},
  warn: (_, message) => void warned.push(message),
  error: (_, message) => void warned.push(message),
};

function open(options: object = {}): Binder {
  binder = createBinder({
    source: 'zabbix-west',
    regions: ['west'],
    options: identityOptions.parse(options),
    configDir: dir,
    stateDir: dir,
    graph,
    log,
    now: clock.now,
    later: clock.later,
  });
  opened.push(binder);
  return binder;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-binder-'));
  graph = new FakeGraph();
  clock = new Clock();
  warned = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  rmSync(dir, { recursive: true });
});

function host(nativeId: string, name: string, more: NativeObject['identifiers'] = []): NativeObject {
  return { nativeId, name, identifiers: [{ type: 'NAME', value: name }, ...more] };
}

describe('binding', () => {
  test('finds an object by its name and answers from both sides', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1'], ['sql-west/s1']);
    open().observe([host('1', 'PAR-CR1')]);
    expect(binder.state('1')).toBe('PENDING');
    expect(binder.pending).toBe(1);
    await binder.settled();
    expect(binder.state('1')).toBe('BOUND');
    expect(binder.pending).toBe(0);
    expect(binder.binding('1')).toMatchObject({
      id: 'sql-west/d1',
      ancestorIds: ['sql-west/s1'],
      region: 'west',
      evidence: ['NAME'],
      boundAt: '2026-03-01T00:00:00.000Z',
    });
    expect(binder.boundTo('sql-west/d1')).toEqual(['1']);
    expect(binder.boundTo('sql-west/s1')).toEqual([]);
    expect(binder.boundWithin('sql-west/s1')).toEqual(['1']);
    expect(binder.boundWithin('sql-west/d1')).toEqual(['1']);
    expect(binder.state('never seen')).toBe('PENDING');
  });

  test('none is UNKNOWN, several are AMBIGUOUS, contradiction is AMBIGUOUS', async () => {
    graph.add('sql-west/d1', ['NAME core-1', 'SERIAL_NUMBER x1']);
    graph.add('sql-west/d2', ['NAME core-1']);
    graph.add('sql-west/d3', ['NAME edge-1']);
    open().observe([
      host('1', 'core-1'),
      host('2', 'nobody'),
      host('3', 'edge-1', [{ type: 'SERIAL_NUMBER', value: 'x1' }]),
      host('4', 'core-1', [{ type: 'SERIAL_NUMBER', value: 'x1' }]),
      { nativeId: '5', name: 'mute', identifiers: [] },
    ]);
    await binder.settled();
    expect(['1', '2', '3', '4', '5'].map((id) => binder.state(id))).toEqual([
      'AMBIGUOUS',
      'UNKNOWN',
      'AMBIGUOUS',
      'BOUND',
      'UNKNOWN',
    ]);
    expect(binder.binding('4')?.evidence).toEqual(['NAME', 'SERIAL_NUMBER']);
    expect(binder.pending).toBe(0);
  });

  test('two regions own a core-1: only the own one is a candidate, or any where the options say so', async () => {
    graph.add('sql-west/d1', ['NAME core-1'], [], 'west');
    graph.add('sql-east/d1', ['NAME core-1'], [], 'east');
    graph.add('sql-x/d1', ['NAME core-1'], [], null);
    open().observe([host('1', 'core-1')]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    await binder.close();
    rmSync(join(dir, 'bindings.sqlite'));
    open({ regions: [] }).observe([host('1', 'core-1')]);
    await binder.settled();
    expect(binder.state('1')).toBe('AMBIGUOUS');
    open({ regions: [], namespaces: ['sql-x'] }).observe([host('1', 'core-1')]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-x/d1');
  });

  test('asks among those who may be bound alone: that another region is away keeps nobody waiting', async () => {
    open();
    binder.observe([{ nativeId: 'host.1', name: 'x', identifiers: [{ type: 'NAME', value: 'x' }] }]);
    await binder.settled();
    open({ namespaces: ['sql-west'], regions: [] });
    binder.observe([{ nativeId: 'host.1', name: 'x', identifiers: [{ type: 'NAME', value: 'x' }] }]);
    await binder.settled();
    expect(graph.filters).toEqual([{ region: ['west'] }, { source: ['sql-west'] }]);
  });

  test('tries names as they are first, then as the rules make them', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME lyo-cr1.net.example']);
    graph.add('sql-west/d3', ['NAME lyo-cr1']);
    open({ names: { stripDomains: ['net.example'] } }).observe([
      host('1', 'par-cr1.net.example'),
      host('2', 'lyo-cr1.net.example'),
    ]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    expect(binder.binding('2')?.id).toBe('sql-west/d2');
  });

  test('asks for a port only once its device is bound, within that device', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/p1', ['PORT_NAME gigabitethernet0/1 in sql-west/d1'], ['sql-west/d1']);
    graph.add('sql-west/p9', ['PORT_NAME gigabitethernet0/1 in sql-west/d9'], ['sql-west/d9']);
    const port: NativeObject = {
      nativeId: 'p',
      name: 'Gi0/1',
      identifiers: [{ type: 'PORT_NAME', value: 'Gi0/1', within: 'd' }],
    };
    open().observe([port]);
    binder.observe([host('d', 'PAR-CR1')]);
    await binder.settled();
    expect(binder.binding('p')?.id).toBe('sql-west/p1');
    expect(graph.asked).toHaveLength(2);
  });

  test('a port of a device that nobody knows is UNKNOWN, and found as soon as the device is', async () => {
    graph.add('sql-west/p1', ['PORT_NAME gi0/1 in sql-west/d1'], ['sql-west/d1']);
    const port = { type: 'PORT_NAME', value: 'Gi0/1', within: 'd' } as const;
    open().observe([host('d', 'PAR-CR1'), { nativeId: 'p', name: 'Gi0/1', identifiers: [port] }]);
    await binder.settled();
    expect(binder.state('p')).toBe('UNKNOWN');
    expect(binder.pending).toBe(0);
    graph.add('sql-west/d1', ['NAME par-cr1']);
    clock.pass(30_000);
    await binder.settled();
    expect(binder.binding('p')?.id).toBe('sql-west/p1');
  });

  test('a thousand objects are asked for in batches, a few at a time, each key once', async () => {
    const hosts = Array.from({ length: 1200 }, (_, i) => host(String(i), `r${i % 1100}`));
    for (let i = 0; i < 1100; i++) graph.add(`sql-west/d${i}`, [`NAME r${i}`]);
    open().observe(hosts);
    await binder.settled();
    expect(hosts.every(({ nativeId }) => binder.state(nativeId) === 'BOUND')).toBe(true);
    expect(graph.asked.map((keys) => keys.length)).toEqual([500, 500, 200]);
    expect(graph.mostInFlight).toBe(3);
    expect(binder.boundTo('sql-west/d5')).toEqual(['5', '1105']);
  });

  test('what somebody waits for is looked up before the others, with what it is in', async () => {
    const hosts = Array.from({ length: 3000 }, (_, i) => host(`h${i}`, `r${i}`));
    const port = { type: 'PORT_NAME', value: 'Gi0/1', within: 'h2999' } as const;
    open({ names: { interfaceNames: false } }).observe(hosts);
    binder.observe([{ nativeId: 'p', name: 'Gi0/1', identifiers: [port] }]);
    graph.add('sql-west/d2999', ['NAME r2999']);
    binder.hurry('p');
    binder.hurry('nobody has told of this one');
    await binder.settled();
    expect(graph.asked[0]?.[0]?.value).toBe('r2999');
    const order = graph.asked.flatMap((keys) => keys.map(({ value }) => value));
    expect(order).toHaveLength(3001);
    // With the next few queries: ahead of what is left of the bulk.
    expect(order.indexOf('Gi0/1')).toBeLessThan(2100);
    expect(order.filter((value) => value === 'r2999')).toHaveLength(1);
  });

  test('what was answered waits for its time, however often it is wanted', async () => {
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    binder.hurry('1');
    await binder.settled();
    expect(graph.asked).toHaveLength(1);
    clock.pass(30_000);
    await binder.settled();
    expect(graph.asked).toHaveLength(2);
  });
});

describe('by what it calls them', () => {
  const called = async (type: 'NAME' | 'SERIAL_NUMBER' | 'PORT_NAME', value: string, scope?: string) =>
    (await binder.knownAs([{ type, value, ...(scope !== undefined && { scope }) }]))[0];
  const nobody = { bound: [], complete: true };

  test('an object is found, as it is bound, and by no rule', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME lyo-cr1']);
    open({ names: { stripDomains: ['net.example'] } }).observe([
      host('1', 'par-cr1.net.example', [{ type: 'SERIAL_NUMBER', value: 'X1' }]),
      host('2', 'stranger'),
    ]);
    expect(await called('NAME', 'par-cr1.net.example')).toEqual({ bound: [], complete: false });
    expect(await called('NAME', 'never heard of')).toEqual(nobody);
    await binder.settled();
    const found = { bound: [{ id: 'sql-west/d1', region: 'west' }], complete: true };
    expect(await called('NAME', ' PAR-CR1.net.example ')).toEqual(found);
    expect(await called('SERIAL_NUMBER', 'X1')).toEqual(found);
    expect(await called('SERIAL_NUMBER', 'x1')).toEqual(nobody);
    expect(await called('NAME', 'par-cr1')).toEqual(nobody);
    expect(await called('NAME', 'par-cr1.net.example', 'somewhere')).toEqual(nobody);
    expect(await called('NAME', 'stranger')).toEqual(nobody);
    // Told of later, under another name, and no more.
    binder.observe([host('3', 'lyo-cr1')]);
    await binder.settled();
    expect((await called('NAME', 'lyo-cr1'))?.bound).toEqual([{ id: 'sql-west/d2', region: 'west' }]);
    binder.observe([host('1', 'renamed')]);
    expect(await called('NAME', 'par-cr1.net.example')).toEqual(nobody);
    expect(await called('NAME', 'renamed')).toEqual(found);
    binder.forget(['1']);
    expect(await called('NAME', 'renamed')).toEqual(nobody);
  });

  test('two of one name are two, and a port is one of its device', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME par-cr2']);
    graph.add('sql-west/p1', ['PORT_NAME gi0/1 in sql-west/d1'], ['sql-west/d1']);
    open({ aliases: [{ nativeId: '2', id: 'sql-west/d2' }] }).observe([
      host('1', 'par-cr1'),
      host('2', 'par-cr1'),
    ]);
    binder.observe([
      { nativeId: 'p', name: 'x', identifiers: [{ type: 'PORT_NAME', value: 'Gi0/1', within: '1' }] },
    ]);
    await binder.settled();
    expect((await called('NAME', 'par-cr1'))?.bound.map(({ id }) => id)).toEqual([
      'sql-west/d1',
      'sql-west/d2',
    ]);
    expect((await called('PORT_NAME', 'gi0/1', 'sql-west/d1'))?.bound.map(({ id }) => id)).toEqual([
      'sql-west/p1',
    ]);
    expect(await called('PORT_NAME', 'gi0/1', 'sql-west/d2')).toEqual(nobody);
    expect(await called('PORT_NAME', 'gi0/1')).toEqual(nobody);
  });

  test('what is bound on evidence asks inventories alone', async () => {
    const documents: string[] = [];
    const { query } = graph;
    graph.query = (document, variables) => {
      documents.push(document);
      return query.call(graph, document, variables);
    };
    graph.add('sql-west/d1', ['NAME par-cr1', 'SERIAL_NUMBER x1']);
    open({ reviewSeconds: 100 }).observe([
      host('1', 'par-cr1', [{ type: 'SERIAL_NUMBER', value: 'x1' }]),
      host('2', 'stranger'),
    ]);
    await binder.settled();
    await untilIdle();
    clock.pass(100_000);
    await untilIdle();
    const asked = documents.filter((document) => document.includes('resolve('));
    expect(new Set(asked.map((document) => /query (\w+)/.exec(document)?.[1]))).toEqual(
      new Set(['Resolve', 'Elsewhere', 'Review']),
    );
    expect(asked.every((document) => document.includes('basis: INVENTORY'))).toBe(true);
  });
});

describe('when the graph cannot tell', () => {
  test('a graph that is away leaves objects PENDING; it is asked again, less and less often', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.reachable = false;
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    expect(binder.state('1')).toBe('PENDING');
    expect(warned).toHaveLength(1);
    clock.pass(1000);
    await binder.settled();
    clock.pass(1000);
    await binder.settled();
    expect(binder.pending).toBe(1);
    graph.reachable = true;
    clock.pass(1000);
    await binder.settled();
    expect(binder.state('1')).toBe('BOUND');
    expect(warned).toHaveLength(1);
  });

  test('an inventory that is missing leaves objects PENDING, even where one candidate is there', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.complete = false;
    open().observe([host('1', 'PAR-CR1'), host('2', 'nobody')]);
    await binder.settled();
    expect([binder.state('1'), binder.state('2'), binder.pending]).toEqual(['PENDING', 'PENDING', 2]);
    graph.complete = true;
    clock.pass(1000);
    await binder.settled();
    expect([binder.state('1'), binder.state('2'), binder.pending]).toEqual(['BOUND', 'UNKNOWN', 0]);
    // What everybody was asked about stays known while somebody is away.
    graph.complete = false;
    clock.pass(30_000);
    await binder.settled();
    expect(binder.state('2')).toBe('UNKNOWN');
  });

  test('a namespace that the gateway does not have may hold anything: what the others know waits for it', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.unknown.add('netbox');
    open({ namespaces: ['netbox', 'sql-west'], regions: [] }).observe([host('1', 'par-cr1')]);
    await binder.settled();
    expect(binder.state('1')).toBe('PENDING');
    expect(graph.filters).toEqual([{ source: ['sql-west'] }]);
    expect(warned).toEqual([]);
    graph.unknown.clear();
    clock.pass(1000);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
  });

  test('an answer of another shape binds nothing', async () => {
    open();
    for (const answer of [
      {},
      { resolve: null },
      { resolve: [] },
      { resolve: [{ complete: true, candidates: null }] },
    ]) {
      graph.query = async () => answer;
      binder.observe([host('1', 'PAR-CR1')]);
      clock.pass(60_000);
      await binder.settled();
      expect(binder.state('1')).toBe('PENDING');
    }
  });

  test('an unknown object is looked up again from time to time, at once when it has other identifiers', async () => {
    open({ retrySeconds: 60 }).observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    binder.observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    expect(graph.asked).toHaveLength(1);
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME par-cr2']);
    clock.pass(59_999);
    await binder.settled();
    expect(graph.asked).toHaveLength(1);
    clock.pass(1);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    binder.observe([host('2', 'nobody')]);
    await binder.settled();
    binder.observe([host('2', 'PAR-CR2')]);
    await binder.settled();
    expect(binder.binding('2')?.id).toBe('sql-west/d2');
  });

  test('identifiers that change while the graph is asked: the answer to the old ones is not used', async () => {
    graph.add('sql-west/d1', ['NAME old']);
    graph.add('sql-west/d2', ['NAME new']);
    let go: () => void = () => {};
    graph.hold = new Promise((resolve) => (go = resolve));
    open().observe([host('1', 'old')]);
    const settled = binder.settled();
    binder.observe([host('1', 'new')]);
    go();
    await settled;
    expect(binder.binding('1')?.id).toBe('sql-west/d2');
  });
});

describe('a binding stays', () => {
  test('across a restart without asking, and whatever anybody renames', async () => {
    const known = graph.add('sql-west/d1', ['NAME par-cr1'], ['sql-west/s1']);
    graph.add('sql-west/d2', ['NAME lyo-cr1']);
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    known.keys = ['NAME renamed'];
    binder.observe([host('1', 'LYO-CR1')]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    const before = binder.binding('1');
    await binder.close();

    open();
    expect(binder.binding('1')).toEqual(before);
    expect(binder.boundWithin('sql-west/s1')).toEqual(['1']);
    binder.observe([host('1', 'LYO-CR1')]);
    await binder.settled();
    expect(binder.pending).toBe(0);
    expect(graph.asked).toHaveLength(1);
  });

  test('while nobody can say what contains it, it is asked again soon', async () => {
    const known = graph.add('sql-west/d1', ['NAME par-cr1']);
    known.ancestorIds = null;
    open().attend(() => []);
    binder.observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    expect([binder.state('1'), binder.pending, binder.unplaced]).toEqual(['BOUND', 0, 1]);
    expect(binder.binding('1')?.ancestorIds).toBeNull();
    await binder.close();
    open().attend(() => []);
    binder.observe([host('1', 'PAR-CR1')]);
    expect(binder.unplaced).toBe(1);
    known.ancestorIds = ['sql-west/s1'];
    clock.pass(3000);
    await untilIdle();
    expect([binder.unplaced, binder.boundWithin('sql-west/s1')]).toEqual([0, ['1']]);
  });

  test('its containers and region are read again; null changes nothing', async () => {
    const known = graph.add('sql-west/d1', ['NAME par-cr1'], ['sql-west/s1']);
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    known.ancestorIds = ['sql-west/s2'];
    clock.pass(60_000);
    await binder.settled();
    await untilIdle();
    expect(binder.boundWithin('sql-west/s1')).toEqual([]);
    expect(binder.boundWithin('sql-west/s2')).toEqual(['1']);
    const binding = binder.binding('1');
    graph.away.add('sql-west/d1');
    clock.pass(60_000);
    await untilIdle();
    graph.away.clear();
    Object.assign(known, { ancestorIds: null, region: null });
    clock.pass(60_000);
    await untilIdle();
    expect(binder.binding('1')).toBe(binding);
    expect(graph.places).toHaveLength(3);
    await binder.close();
    expect(open().binding('1')?.ancestorIds).toEqual(['sql-west/s2']);
  });

  test('unless the configuration no longer allows its namespace', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    await binder.close();
    open({ namespaces: ['other'] });
    expect(binder.binding('1')).toBeNull();
    await binder.close();
    expect(open().binding('1')).toBeNull();
  });
});

describe('aliases', () => {
  test('decide alone, whatever else is known', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME par-cr2', 'SERIAL_NUMBER x']);
    const aliases = [
      { name: 'par-cr1', type: 'NAME', value: 'PAR-CR2' },
      { nativeId: '2', type: 'NAME', value: 'nobody' },
      { nativeId: '3', id: 'sql-west/d1' },
    ];
    open({ aliases }).observe([host('1', 'PAR-CR1'), host('2', 'PAR-CR2'), host('3', 'PAR-CR2')]);
    await binder.settled();
    expect(binder.binding('1')).toMatchObject({ id: 'sql-west/d2', evidence: ['ALIAS'] });
    expect(binder.state('2')).toBe('UNKNOWN');
    expect(binder.binding('3')).toMatchObject({ id: 'sql-west/d1', evidence: ['ALIAS'], region: 'west' });
  });

  test('a resource named by its id is bound once the graph can tell where it is', async () => {
    graph.add('sql-east/d1', [], ['sql-east/s1'], 'east');
    graph.away.add('sql-east/d1');
    open({ aliases: [{ nativeId: '1', id: 'sql-east/d1' }] }).observe([host('1', 'x')]);
    await binder.settled();
    expect(binder.state('1')).toBe('PENDING');
    graph.away.clear();
    clock.pass(1000);
    await binder.settled();
    expect(binder.binding('1')).toMatchObject({ id: 'sql-east/d1', ancestorIds: ['sql-east/s1'] });
  });

  test('given later, they correct a binding; taken back, it is found anew', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME par-cr2']);
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    await binder.close();

    const aliases = [{ name: 'PAR-CR1', type: 'NAME', value: 'PAR-CR2' }];
    graph.reachable = false;
    open({ aliases }).observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    expect(binder.pending).toBe(0);
    graph.reachable = true;
    clock.pass(1000);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d2');
    // A renaming in the source does not take the operator's word back.
    binder.observe([host('1', 'renamed')]);
    await binder.settled();
    await binder.close();
    expect(open({ aliases }).binding('1')?.id).toBe('sql-west/d2');
    await binder.close();

    open().observe([host('1', 'PAR-CR1')]);
    expect(binder.state('1')).toBe('PENDING');
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
  });

  test('by name mean the object that was bound under that name, not who bears it today', async () => {
    graph.add('sql-west/d1', ['NAME par-cr1']);
    graph.add('sql-west/d2', ['NAME par-cr2']);
    open().observe([host('1', 'PAR-CR1')]);
    await binder.settled();
    await binder.close();
    open({ aliases: [{ name: 'reused', type: 'NAME', value: 'PAR-CR2' }] });
    binder.observe([host('1', 'reused')]);
    binder.observe([host('1', 'reused')]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    expect(warned).toEqual([expect.stringContaining('alias is not applied')]);
  });
});

test('closing ends what is under way, twice is fine, and nothing is asked afterwards', async () => {
  let go: () => void = () => {};
  graph.hold = new Promise((resolve) => (go = resolve));
  open().observe([host('1', 'PAR-CR1')]);
  const settled = binder.settled();
  const closed = binder.close();
  go();
  await closed;
  await settled;
  await binder.close();
  binder.observe([host('2', 'x')]);
  await binder.settled();
  clock.pass(100_000);
  expect(graph.asked.length).toBeLessThanOrEqual(1);
});
