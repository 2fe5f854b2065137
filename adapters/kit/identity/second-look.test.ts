import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../log.ts';
import type { Binder, NativeObject } from './binder.ts';
import { BindingsFile } from './bindings-file.ts';
import { identityOptions } from './config.ts';
import { createBinder } from './create-binder.ts';
import { Clock, FakeGraph, untilIdle } from './testing/fake-graph.ts';

let dir: string;
let graph: FakeGraph;
let clock: Clock;
let binder: Binder;
let logged: string[];
const opened: Binder[] = [];
const log: Log = {
  debug: () => {},
  info: () => {},
  warn: (_, message) => void logged.push(message),
  error: (_, message) => void logged.push(message),
};

function open(options: object = {}): Binder {
  const given = { source: 'zabbix-west', regions: ['west'], configDir: dir, stateDir: dir, graph, log };
  const [now, later] = [clock.now, clock.later];
  binder = createBinder({ ...given, options: identityOptions.parse(options), now, later });
  opened.push(binder);
  return binder;
}

async function looked(ms = 0): Promise<void> {
  clock.pass(ms);
  await binder.settled();
  await untilIdle();
}

/** What an operator does meanwhile. */
function atTheFile<Result>(work: (file: BindingsFile) => Result): Result {
  const file = new BindingsFile(dir, clock.now);
  try {
    return work(file);
  } finally {
    file.close();
  }
}

function actions(nativeId: string): string[] {
  return atTheFile((file) => file.history(nativeId, 100))
    .map(({ action }) => action)
    .reverse();
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-second-look-'));
  graph = new FakeGraph();
  clock = new Clock();
  logged = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  rmSync(dir, { recursive: true });
});

function host(nativeId: string, name: string, serial?: string, address?: string): NativeObject {
  return {
    nativeId,
    name,
    identifiers: [
      { type: 'NAME', value: name },
      ...(serial === undefined ? [] : [{ type: 'SERIAL_NUMBER' as const, value: serial }]),
      ...(address === undefined ? [] : [{ type: 'MANAGEMENT_ADDRESS' as const, value: address }]),
    ],
  };
}

const port: NativeObject = {
  nativeId: 'p',
  name: 'Gi0/1',
  identifiers: [{ type: 'PORT_NAME', value: 'Gi0/1', within: '1' }],
};

function twoRouters(): void {
  graph.add(
    'sql-west/d1',
    ['NAME par-cr1', 'SERIAL_NUMBER s1', 'MANAGEMENT_ADDRESS 10.0.0.1'],
    ['sql-west/s1'],
  );
  graph.add(
    'sql-west/d2',
    ['NAME par-cr2', 'SERIAL_NUMBER s2', 'MANAGEMENT_ADDRESS 10.0.0.2'],
    ['sql-west/s1'],
  );
  graph.add('sql-west/p1', ['PORT_NAME gi0/1 in sql-west/d1'], ['sql-west/d1', 'sql-west/s1']);
  graph.add('sql-west/p2', ['PORT_NAME gi0/1 in sql-west/d2'], ['sql-west/d2', 'sql-west/s1']);
}

describe('a binding is looked at again', () => {
  test('when a strong identifier changes: contradicted, it is set aside and never moved; it comes back with its evidence', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1'), port]);
    await looked();
    expect([binder.binding('1')?.id, binder.binding('p')?.id]).toEqual(['sql-west/d1', 'sql-west/p1']);
    // All that is known names the other one now, its name included.
    binder.observe([host('1', 'par-cr2', 's2', '10.0.0.2')]);
    await looked();
    expect([binder.state('1'), binder.state('p')]).toEqual(['AMBIGUOUS', 'AMBIGUOUS']);
    expect(binder.verdict('1').explanation).toContain('was bound to sql-west/d1');
    expect(binder.verdict('1').explanation).toContain(
      'SERIAL_NUMBER "s2", MANAGEMENT_ADDRESS "10.0.0.2" names sql-west/d2',
    );
    expect(binder.boundWithin('sql-west/s1')).toEqual([]);
    expect(logged).toEqual([expect.stringContaining('contradicted')]);
    // It stays so, also across a restart, and however often it is looked at.
    await looked(30_000);
    await binder.close();
    open().observe([host('1', 'par-cr2', 's2', '10.0.0.2'), port]);
    await looked(30_000);
    expect([binder.state('1'), binder.state('p')]).toEqual(['AMBIGUOUS', 'AMBIGUOUS']);
    binder.observe([host('1', 'par-cr2', 's1')]);
    await looked();
    expect([binder.binding('1')?.id, binder.binding('p')?.id]).toEqual(['sql-west/d1', 'sql-west/p1']);
    expect(actions('1')).toEqual(['BOUND', 'CONTESTED', 'RESTORED']);
    expect(actions('p')).toEqual(['BOUND', 'CONTESTED', 'RESTORED']);
  });

  test('what the inventory changes is seen from time to time', async () => {
    twoRouters();
    open({ reviewSeconds: 60 }).observe([host('1', 'par-cr1', 's1')]);
    await looked();
    graph.resources[0]!.keys = ['NAME par-cr1'];
    graph.resources[1]!.keys.push('SERIAL_NUMBER s1');
    await looked(59_999);
    expect(binder.state('1')).toBe('BOUND');
    await looked(1);
    expect(binder.state('1')).toBe('AMBIGUOUS');
  });

  test('less often where that takes long', async () => {
    twoRouters();
    open({ reviewSeconds: 60 }).observe([host('1', 'par-cr1', 's1')]);
    await looked();
    const { promise, resolve } = Promise.withResolvers<void>();
    graph.hold = promise;
    for (const ms of [60_000, 20_000]) {
      clock.pass(ms);
      await untilIdle();
    }
    resolve();
    graph.hold = null;
    await looked();
    graph.reviewed.length = 0;
    for (let second = 0; second < 199; second++) await looked(1000);
    expect(graph.reviewed).toEqual([]);
    for (let second = 0; second < 3; second++) await looked(1000);
    expect(graph.reviewed).toContain('s1');
  });

  test.each<[string, (graph: FakeGraph) => NativeObject]>([
    ['one identifier still names it', () => host('1', 'par-cr2', 's2', '10.0.0.1')],
    ['the new one names nobody', () => host('1', 'other', 's9')],
    ['all of them are gone', () => host('1', 'par-cr2')],
    [
      'the new one names several',
      (all) => {
        all.add('sql-west/d3', ['SERIAL_NUMBER s2']);
        return host('1', 'par-cr2', 's2');
      },
    ],
    [
      'the new one names somebody in a region that is not ours',
      (all) => {
        all.add('sql-east/d9', ['SERIAL_NUMBER s9'], [], 'east');
        return host('1', 'x', 's9');
      },
    ],
    [
      'an inventory is away',
      (all) => {
        all.complete = false;
        return host('1', 'par-cr2', 's2');
      },
    ],
  ])('and stands where %s', async (_, next) => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1')]);
    await looked();
    const binding = binder.binding('1');
    binder.observe([next(graph)]);
    await looked();
    expect(graph.complete ? binder.binding('1')?.id : binder.binding('1')).toEqual(
      graph.complete ? 'sql-west/d1' : binding,
    );
    expect(actions('1')).toEqual(['BOUND']);
  });

  test('a name alone asks nobody', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1')]);
    await looked();
    binder.observe([host('1', 'par-cr2', 's1')]);
    await looked();
    expect(graph.reviewed).toEqual([]);
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
  });
});

describe('a merged resource', () => {
  test('is followed by what was bound to it, and by pins to it', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1')]);
    await looked();
    graph.resources.shift();
    graph.merged.set('sql-west/d1', 'sql-west/d2');
    await looked(3000);
    expect(binder.binding('1')).toMatchObject({ id: 'sql-west/d2', evidence: ['NAME', 'SERIAL_NUMBER'] });
    expect(binder.boundTo('sql-west/d2')).toEqual(['1']);
    expect(actions('1')).toEqual(['BOUND', 'MERGED']);
    binder.observe([host('2', 'nobody')]);
    await looked();
    atTheFile((file) => file.pin('2', 'sql-west/d1', { operator: 'ana', reason: 'seen' }));
    await looked(2000);
    expect(binder.binding('2')).toMatchObject({ id: 'sql-west/d2', evidence: ['PIN'] });
  });
});

describe('operators', () => {
  test('pin while the process runs: what is in it follows; taken back, it is looked up anew', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1'), port]);
    await looked();
    atTheFile((file) => file.pin('1', 'sql-west/d2', { operator: 'ana', reason: 'I was there' }));
    await looked(2000);
    expect([binder.binding('1')?.id, binder.binding('p')?.id]).toEqual(['sql-west/d2', 'sql-west/p2']);
    await binder.close();
    open().observe([host('1', 'par-cr1', 's1'), port]);
    await looked();
    expect(binder.binding('1')).toMatchObject({ id: 'sql-west/d2', evidence: ['PIN'] });
    atTheFile((file) => file.unpin('1', { operator: 'bo', reason: 'She was not' }));
    await looked(2000);
    await looked();
    expect([binder.binding('1')?.id, binder.binding('p')?.id]).toEqual(['sql-west/d1', 'sql-west/p1']);
    const history = atTheFile((file) => file.history('1', 100)).reverse();
    expect(history.map(({ actor, action, before, after }) => [actor, action, before, after])).toEqual([
      ['binder', 'BOUND', null, 'sql-west/d1'],
      ['ana', 'PINNED', null, 'sql-west/d2'],
      ['binder', 'MOVED', 'sql-west/d1', 'sql-west/d2'],
      ['bo', 'UNPINNED', 'sql-west/d2', null],
      ['binder', 'RELEASED', 'sql-west/d2', null],
      ['binder', 'BOUND', null, 'sql-west/d1'],
    ]);
  });

  test('are told where a pin leads nowhere, and why; nobody else has to wait for that', async () => {
    twoRouters();
    graph.unknown.add('nosuch');
    graph.away.add('sql-west/d2');
    open().observe([host('1', 'stranger'), host('2', 'par-cr1'), host('3', 'odd')]);
    await looked();
    const pin = (nativeId: string, id: string) =>
      atTheFile((file) => file.pin(nativeId, id, { operator: 'ana', reason: 'so' }));
    const told = () => ['1', '2', '3'].map((nativeId) => binder.verdict(nativeId));
    pin('1', 'nosuch/d1');
    pin('2', 'sql-west/d99');
    pin('3', 'sql-west/d2');
    await looked(2000);
    expect(told()).toEqual([
      { state: 'UNKNOWN', explanation: 'PIN to nosuch/d1: no source "nosuch" is configured.' },
      {
        state: 'BOUND',
        explanation:
          'It is known by NAME, since 2026-03-01T00:00:00.000Z. PIN to sql-west/d99: sql-west has no such record.',
      },
      { state: 'PENDING', explanation: 'PIN to sql-west/d2: sql-west does not answer.' },
    ]);
    // The file tells it too.
    expect(atTheFile((file) => file.find('2'))).toMatchObject({
      state: 'BOUND',
      id: 'sql-west/d1',
      why: { text: 'PIN to sql-west/d99: sql-west has no such record.' },
    });
    graph.add('sql-west/d4', ['NAME new']);
    binder.observe([host('4', 'new')]);
    await looked();
    expect(binder.binding('4')?.id).toBe('sql-west/d4');
    graph.away.clear();
    graph.unknown.clear();
    graph.add('nosuch/d1', []);
    atTheFile((file) => file.unpin('2', { operator: 'ana', reason: 'mistyped' }));
    await looked(2000);
    await looked(30_000);
    expect(['1', '2', '3'].map((nativeId) => binder.binding(nativeId)?.id)).toEqual([
      'nosuch/d1',
      'sql-west/d1',
      'sql-west/d2',
    ]);
    expect(binder.verdict('2').explanation).toBe('It is known by NAME, since 2026-03-01T00:00:00.000Z.');
    expect(atTheFile((file) => file.find('2'))?.why).toBeNull();
  });

  test('settle what was contradicted', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1')]);
    await looked();
    binder.observe([host('1', 'par-cr1', 's2')]);
    await looked();
    expect(binder.state('1')).toBe('AMBIGUOUS');
    atTheFile((file) => file.pin('1', 'sql-west/d1', { operator: 'ana', reason: 'The serial was mistyped' }));
    await looked(2000);
    expect(binder.binding('1')).toMatchObject({ id: 'sql-west/d1', evidence: ['PIN'] });
    await looked(300_000);
    expect(binder.state('1')).toBe('BOUND');
  });

  test('an aliases file is read again when it changes; with faults the old one holds', async () => {
    twoRouters();
    const file = join(dir, 'aliases.csv');
    let time = 1_700_000_000;
    const write = (...rows: string[]): void => {
      writeFileSync(file, ['nativeName,type,value', ...rows].join('\n'));
      utimesSync(file, ++time, time);
    };
    write();
    open({ aliases: { file: 'aliases.csv' } }).observe([host('1', 'odd')]);
    await looked();
    expect(binder.state('1')).toBe('UNKNOWN');
    write('odd,NAME,par-cr1');
    await looked(2000);
    expect(binder.binding('1')).toMatchObject({ id: 'sql-west/d1', evidence: ['ALIAS'] });
    write('odd,NONSENSE,par-cr2');
    await looked(2000);
    await looked(2000);
    expect(logged).toEqual([expect.stringContaining('has faults')]);
    expect(binder.binding('1')?.id).toBe('sql-west/d1');
    write('odd,NAME,par-cr2');
    await looked(2000);
    expect(binder.binding('1')?.id).toBe('sql-west/d2');
    write();
    await looked(2000);
    expect(binder.state('1')).toBe('UNKNOWN');
  });

  test('are refused with the rule', async () => {
    twoRouters();
    open().observe([host('host.1', 'par-cr1')]);
    await looked();
    const word = { operator: 'ana', reason: 'x' };
    atTheFile((file) => {
      expect(() => file.pin('host.1', 'nonsense', word)).toThrow(/must be an id, <source>\/<token>/);
      expect(() => file.pin('hosst.1', 'sql-west/d1', word)).toThrow(/Did you mean "host.1"/);
      expect(() => file.unpin('host.1', word)).toThrow(/must be pinned/);
    });
    expect(actions('host.1')).toEqual(['BOUND']);
  });
});

describe('why something is on nothing', () => {
  test.each<[string, NativeObject, RegExp]>([
    ['nobody knows it', host('1', 'nobody'), /^No inventory knows NAME "nobody"\.$/],
    ['nothing is said', { nativeId: '1', name: 'x', identifiers: [] }, /nothing to look it up by/],
    ['two bear the name', host('1', 'twin'), /^Several fit: NAME "twin" fits sql-west\/t1, sql-west\/t2\.$/],
    [
      'its evidence contradicts itself',
      host('1', 'par-cr1', 's2'),
      /contradicts itself: NAME "par-cr1" fits sql-west\/d1, SERIAL_NUMBER "s2" fits sql-west\/d2\.$/,
    ],
    [
      'it is known elsewhere',
      host('1', 'ber-cr1'),
      /No inventory knows NAME "ber-cr1"\. Refused: sql-east\/b1 \(its region east is none of west\)\.$/,
    ],
    [
      'what it is in is not bound',
      port,
      /could not be looked up\. Not asked: PORT_NAME "Gi0\/1", because 1, in which it is, is not bound\.$/,
    ],
  ])('%s', async (_, object, text) => {
    twoRouters();
    graph.add('sql-west/t1', ['NAME twin']);
    graph.add('sql-west/t2', ['NAME twin']);
    graph.add('sql-east/b1', ['NAME ber-cr1'], [], 'east');
    open().observe([object]);
    await looked();
    const { explanation, state } = binder.verdict(object.nativeId);
    expect(explanation).toMatch(text);
    expect(binder.verdict(object.nativeId)).toBe(binder.verdict(object.nativeId));
    await looked(30_000);
    expect(binder.verdict(object.nativeId).explanation).toBe(explanation);
    // The file tells it too, after the process has ended.
    await binder.close();
    const kept = atTheFile((file) => file.find(object.nativeId));
    expect(kept).toMatchObject({ state, why: { text: explanation } });
  });

  test('an inventory is away', async () => {
    graph.complete = false;
    open().observe([host('1', 'par-cr1')]);
    expect(binder.verdict('1')).toEqual({ state: 'PENDING', explanation: 'It has not been looked up yet.' });
    await looked();
    expect(binder.verdict('1').explanation).toBe('An inventory that may know it does not answer.');
  });

  test('and by what something is on something', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1', 's1')]);
    await looked();
    expect(binder.verdict('1')).toEqual({
      state: 'BOUND',
      explanation: 'It is known by NAME and SERIAL_NUMBER, since 2026-03-01T00:00:00.000Z.',
    });
    expect(binder.verdict('1')).toBe(binder.verdict('1'));
  });
});

describe('forgetting', () => {
  test('what the source has no more is not looked up; bound once, it is bound when it returns', async () => {
    twoRouters();
    open().observe([host('1', 'par-cr1'), host('2', 'nobody'), port]);
    await looked();
    binder.forget(['1', '2', 'p', 'never seen']);
    const asked = graph.asked.length;
    await looked(100_000);
    expect([graph.asked.length, graph.places.length]).toEqual([asked, 0]);
    expect([binder.state('1'), binder.state('2'), binder.pending]).toEqual(['PENDING', 'PENDING', 0]);
    expect(binder.boundWithin('sql-west/s1')).toEqual([]);
    expect(atTheFile((file) => file.list().map(({ nativeId }) => nativeId))).toEqual(['1', 'p']);
    graph.reachable = false;
    binder.observe([host('1', 'renamed'), port]);
    expect([binder.binding('1')?.id, binder.binding('p')?.id]).toEqual(['sql-west/d1', 'sql-west/p1']);
  });
});
