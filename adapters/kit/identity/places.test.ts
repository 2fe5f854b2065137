/** Places of what is bound: read again where they may be others, and not otherwise. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Log } from '../log.ts';
import type { Binder, NativeObject } from './binder.ts';
import { identityOptions } from './config.ts';
import { createBinder } from './create-binder.ts';
import { Clock, FakeGraph, untilIdle } from './testing/fake-graph.ts';

const logged: string[] = [];
const keep = (_: object, message: string): void => void logged.push(message);
const log: Log = { debug: () => {}, info: () => {}, warn: keep, error: keep };
let dir: string;
let graph: FakeGraph;
let clock: Clock;
let binder: Binder;

beforeEach(() => {
  logged.length = 0;
  dir = mkdtempSync(join(tmpdir(), 'tributary-places-'));
  graph = new FakeGraph();
  clock = new Clock();
});
afterEach(async () => {
  await binder.close();
  rmSync(dir, { recursive: true });
});

function open(options: object = {}): Binder {
  const given = { source: 'zabbix-west', regions: ['west'], configDir: dir, stateDir: dir, graph, log };
  const [now, later] = [clock.now, clock.later];
  binder = createBinder({ ...given, options: identityOptions.parse(options), now, later });
  return binder;
}

async function looked(ms = 0): Promise<void> {
  clock.pass(ms);
  await binder.settled();
  await untilIdle();
}

function host(nativeId: string, name: string): NativeObject {
  return { nativeId, name, identifiers: [{ type: 'NAME', value: name }] };
}

test('places of what somebody attends to are read again every few seconds, those of all others seldom', async () => {
  const [known, other] = [graph.add('sql-west/d1', ['NAME a']), graph.add('sql-west/d2', ['NAME b'])];
  open().attend(() => ['1', 'unbound']);
  binder.observe([host('1', 'a'), host('2', 'b')]);
  await looked();
  known.ancestorIds = ['sql-west/s9'];
  other.ancestorIds = ['sql-west/s9'];
  await looked(3000);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1']);
  expect(graph.places).toEqual([['sql-west/d1']]);
  await looked(57_000);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1', '2']);
});

test('places of a source that tells when something has changed are read again as soon as it does, and not before', async () => {
  const marks = new Map([
    ['sql-west', '1'],
    ['sql-east', '1'],
  ]);
  graph = new FakeGraph(marks);
  const [known, other] = [graph.add('sql-west/d1', ['NAME a']), graph.add('sql-east/d2', ['NAME b'])];
  open({ regions: [] });
  binder.observe([host('1', 'a'), host('2', 'b')]);
  await looked();
  for (let second = 0; second < 60; second++) await looked(1000);
  // Once, since nobody had told anything when they were bound.
  expect(graph.places).toEqual([['sql-west/d1', 'sql-east/d2']]);
  graph.places.length = 0;
  known.ancestorIds = ['sql-west/s9'];
  other.ancestorIds = ['sql-east/s9'];
  marks.set('sql-west', '2');
  await looked(1000);
  expect(graph.places).toEqual([['sql-west/d1']]);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1']);
  // Again so soon: no sooner than it is read where nobody tells.
  known.ancestorIds = [];
  marks.set('sql-west', '3');
  await looked(1000);
  expect(graph.places).toHaveLength(1);
  await looked(1000);
  await looked(1000);
  expect(binder.boundWithin('sql-west/s9')).toEqual([]);
  expect(graph.places).toHaveLength(2);
});

test('places of a source that cannot tell are read again every few seconds, whoever else can', async () => {
  const marks = new Map<string, string | null>([
    ['sql-west', null],
    ['sql-east', '1'],
  ]);
  graph = new FakeGraph(marks);
  const known = graph.add('sql-west/d1', ['NAME a']);
  graph.add('sql-east/d2', ['NAME b']);
  open({ regions: [] });
  binder.observe([host('1', 'a'), host('2', 'b')]);
  await looked();
  for (let second = 0; second < 10; second++) await looked(1000);
  graph.places.length = 0;
  known.ancestorIds = ['sql-west/s9'];
  for (let second = 0; second < 3; second++) await looked(1000);
  expect(graph.places).toEqual([['sql-west/d1']]);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1']);
});

test('places of a source that does not tell for a moment are not read again; where that lasts, they are', async () => {
  const marks = new Map<string, string | null>([['sql-west', '1']]);
  graph = new FakeGraph(marks);
  graph.add('sql-west/d1', ['NAME a']);
  open().observe([host('1', 'a')]);
  await looked();
  for (let second = 0; second < 10; second++) await looked(1000);
  graph.places.length = 0;
  for (let second = 0; second < 60; second++) {
    marks.set('sql-west', second % 20 < 15 ? null : '1');
    await looked(1000);
  }
  expect(graph.places).toEqual([]);
  marks.set('sql-west', null);
  for (let second = 0; second < 40; second++) await looked(1000);
  expect(graph.places.length).toBeGreaterThan(1);
});

test('places that somebody attends to, where a change was told before he did', async () => {
  const marks = new Map([['sql-west', '1']]);
  graph = new FakeGraph(marks);
  const known = graph.add('sql-west/d1', ['NAME a']);
  const attended: string[] = [];
  open().attend(() => attended);
  binder.observe([host('1', 'a')]);
  await looked();
  for (let second = 0; second < 61; second++) await looked(1000);
  known.ancestorIds = ['sql-west/s9'];
  marks.set('sql-west', '2');
  await looked(5000);
  expect(binder.boundWithin('sql-west/s9')).toEqual([]);
  attended.push('1');
  await looked(3000);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1']);
});

test('places are read again from time to time, whatever sources tell, and soon where nobody could say', async () => {
  const marks = new Map([['sql-west', '1']]);
  graph = new FakeGraph(marks);
  const known = graph.add('sql-west/d1', ['NAME a']);
  open({ reviewSeconds: 100 });
  binder.observe([host('1', 'a')]);
  await looked();
  for (let second = 0; second < 10; second++) await looked(1000);
  graph.places.length = 0;
  known.ancestorIds = ['sql-west/s9'];
  for (let second = 0; second < 89; second++) await looked(1000);
  expect(graph.places).toEqual([]);
  for (let second = 0; second < 6; second++) await looked(1000);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1']);

  known.ancestorIds = null;
  graph.away.add('sql-west/d1');
  marks.set('sql-west', '2');
  for (let second = 0; second < 9; second++) await looked(1000);
  expect(graph.places.length).toBeGreaterThan(3);
  graph.away.clear();
  known.ancestorIds = ['sql-west/s7'];
  for (let second = 0; second < 3; second++) await looked(1000);
  expect(binder.boundWithin('sql-west/s7')).toEqual(['1']);
});

test('places of a source that has left, or of a record that is gone, keep nobody else waiting', async () => {
  const [, known] = [graph.add('gone/d1', ['NAME a']), graph.add('sql-west/d2', ['NAME b'])];
  graph.add('sql-west/d3', ['NAME c']);
  open({ regions: [] }).observe([host('1', 'a'), host('2', 'b'), host('3', 'c')]);
  await looked();
  graph.unknown.add('gone');
  graph.resources.splice(2, 1);
  known.ancestorIds = ['sql-west/s9'];
  await looked(3000);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['2']);
  expect([binder.binding('1')?.id, binder.binding('3')?.id]).toEqual(['gone/d1', 'sql-west/d3']);
  expect(logged).toEqual([]);
});

test('places after the graph could not be asked are not taken for read', async () => {
  const marks = new Map([['sql-west', '1']]);
  graph = new FakeGraph(marks);
  const known = graph.add('sql-west/d1', ['NAME a']);
  open({ reviewSeconds: 86_400 });
  binder.observe([host('1', 'a')]);
  await looked();
  for (let second = 0; second < 10; second++) await looked(1000);
  known.ancestorIds = ['sql-west/s9'];
  marks.set('sql-west', '2');
  graph.reachable = false;
  for (let second = 0; second < 20; second++) await looked(1000);
  graph.reachable = true;
  for (let second = 0; second < 60; second++) await looked(1000);
  expect(binder.boundWithin('sql-west/s9')).toEqual(['1']);
});
