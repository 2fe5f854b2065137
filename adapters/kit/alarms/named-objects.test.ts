import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Binding, NativeObject } from '../identity/binder.ts';
import { createNamedObjects } from './named-objects.ts';

const HOUR = 3_600_000;
const KEEP = 10 * HOUR;

interface Bench {
  now: number;
  readonly open: Set<string>;
  readonly bound: Set<string>;
  /** What the binder holds. */
  readonly observed: Set<string>;
}

function bench(): Bench & ReturnType<typeof createNamedObjects> {
  const parts: Bench = { now: 0, open: new Set(), bound: new Set(), observed: new Set() };
  const named = createNamedObjects({
    binder: {
      observe: (objects) => objects.forEach(({ nativeId }) => parts.observed.add(nativeId)),
      forget: (ids) => ids.forEach((nativeId) => parts.observed.delete(nativeId)),
      binding: (nativeId) => (parts.bound.has(nativeId) ? bindingOf(nativeId) : null),
    },
    open: () => parts.open,
    keepMs: KEEP,
    now: () => parts.now,
  });
  return Object.assign(parts, { name: named.name, forget: named.forget });
}

const bindingOf = (nativeId: string): Binding => ({
  nativeId,
  id: `inv/${nativeId}`,
  ancestorIds: [],
  region: null,
  evidence: ['CIRCUIT_ID'],
  boundAt: '2026-03-01T00:00:00.000Z',
});
const object = (nativeId: string): NativeObject => ({ nativeId, name: nativeId, identifiers: [] });

test('what no inventory knows goes soon after its alarm, what is bound as late as its history', () => {
  const it = bench();
  for (const nativeId of ['known', 'unknown']) it.name(object(nativeId));
  it.bound.add('known');
  it.open.add('known').add('unknown');
  it.now = 100 * HOUR;
  it.forget();
  expect([...it.observed]).toEqual(['known', 'unknown']);
  // the alarms are over: the time counts from when they were last seen open
  it.open.clear();
  it.now += HOUR;
  it.forget();
  expect([...it.observed]).toEqual(['known', 'unknown']);
  it.now += 1;
  it.forget();
  expect([...it.observed]).toEqual(['known']);
  it.now += KEEP - HOUR;
  it.forget();
  expect([...it.observed]).toEqual([]);
});

test('named again it is kept anew', () => {
  const it = bench();
  it.name(object('a'));
  it.now = HOUR;
  it.name(object('a'));
  it.now = 2 * HOUR;
  it.forget();
  expect([...it.observed]).toEqual(['a']);
});

test('what is held is what is open, or was named within its time: it does not grow with the days', () => {
  const step = fc.record({
    hours: fc.constantFrom(0, 0.5, 1, 3),
    names: fc.uniqueArray(fc.nat(40), { maxLength: 6 }),
    over: fc.uniqueArray(fc.nat(40), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const it = bench();
      const seen = new Map<string, number>();
      for (const { hours, names, over } of steps) {
        it.now += hours * HOUR;
        for (const n of names) {
          it.name(object(`${n}`));
          it.open.add(`${n}`);
          if (n % 2 === 0) it.bound.add(`${n}`);
          seen.set(`${n}`, it.now);
        }
        for (const n of over) it.open.delete(`${n}`);
        it.forget();
        for (const nativeId of it.open) seen.set(nativeId, it.now);
        const due = (nativeId: string): number => (it.bound.has(nativeId) ? KEEP : HOUR);
        const expected = [...seen].filter(([nativeId, last]) => it.now - last <= due(nativeId));
        expect([...it.observed].toSorted()).toEqual(expected.map(([nativeId]) => nativeId).toSorted());
      }
    }),
  );
});
