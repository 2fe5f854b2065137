import { expect, test } from '@jest/globals';
import { wronglyLost } from './lessened.ts';

/** Devices 1 and 4 lie with maria, 3 with pg. */
const edge = (key: number, name: string | null = `D${key}`) => ({
  node: { id: `legacy/device.a${key}`, name },
});
const list = (complete: boolean, ...edges: object[]) => ({ list: { complete, totalCount: null, edges } });
const away = { source: 'maria', domain: 'inventory' } as const;
const whole = { list: { complete: true, totalCount: 2, edges: [edge(1), edge(3)] } };

test.each([
  ['all of it', whole],
  ['without what is away, and saying so', list(false, edge(3))],
  ['with what is away as no more than a reference', list(false, edge(1, null), edge(3))],
])('%s', (_, got) => {
  expect(wronglyLost(whole, got, away)).toEqual([]);
});

test.each([
  ['lost', list(false, edge(1)), '.list.edges.legacy/device.a3: lost'],
  ['changed', list(false, edge(3, 'D4')), '.list.edges.legacy/device.a3.node.name: "D4"'],
  ['null', list(false, edge(3, null)), '.list.edges.legacy/device.a3.node.name: null'],
  ['more', list(false, edge(3), edge(4)), '.list.edges.["legacy/device.a4",null,null,null]: more'],
  ['the list itself', { list: null }, '.list: lost'],
])('%s', (_, got, fault) => {
  expect(wronglyLost(whole, got, away)).toContain(fault);
});

test('a list that lacks some must say so', () => {
  const silent = { list: { complete: true, totalCount: 2, edges: [edge(3)] } };
  expect(wronglyLost(whole, silent, away)).toEqual(['.list: lacks some, and does not say so']);
});
