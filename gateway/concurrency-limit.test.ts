/** Few at a time while the process is busy, everybody while it is not, in the order in which they came. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { ConcurrencyLimit, FEW, nextLimit } from './concurrency-limit.ts';

const { signal } = new AbortController();
const LONG_MS = 60_000;

/** Work that is under way until it is told to end. */
function held(limit: ConcurrencyLimit, onBegin: () => void, of = signal, atMostMs = LONG_MS) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = limit.run(of, atMostMs, () => {
    onBegin();
    return promise;
  });
  return { end: resolve, done };
}

test('an idle loop lets more begin than there are, a busy one brings the limit down, and a few may always begin', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: FEW, max: 5000 }),
      fc.nat({ max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (limit, underWay, idle) => {
        const next = nextLimit(limit, underWay, idle);
        expect(next).toBeGreaterThanOrEqual(FEW);
        if (underWay >= FEW && idle > 0.02) expect(next).toBeGreaterThan(underWay);
        if (limit > FEW && idle < 0.005) expect(next).toBeLessThan(limit);
      },
    ),
  );
});

test('work that waits for others keeps nobody waiting', async () => {
  const limit = new ConcurrencyLimit();
  const began: number[] = [];
  const all = Promise.withResolvers<void>();
  const works = Array.from({ length: 60 }, (_, i) =>
    held(limit, () => {
      began.push(i);
      if (began.length === 60) all.resolve();
    }),
  );
  expect(began).toHaveLength(FEW);
  await all.promise;
  expect(began).toEqual(began.toSorted((a, b) => a - b));
  for (const { end } of works) end();
  await Promise.all(works.map(({ done }) => done));
});

test('a busy process begins with a few, and with the next as each ends', async () => {
  const limit = new ConcurrencyLimit();
  const started = performance.now();
  let underWay = 0;
  let most = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++underWay);
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    underWay -= 1;
    done += 1;
  };
  await Promise.all(Array.from({ length: 100 }, () => limit.run(signal, LONG_MS, work)));
  expect(done).toBe(100);
  // One more wherever nobody could begin for a tenth of a second.
  expect(most).toBeLessThanOrEqual(FEW + Math.floor((performance.now() - started) / 100));
});

test('who leaves while it waits is never begun, and holds up nobody', async () => {
  const limit = new ConcurrencyLimit();
  const first = Array.from({ length: FEW }, () => held(limit, () => undefined));
  const leaving = new AbortController();
  const began: string[] = [];
  const left = held(limit, () => began.push('left'), leaving.signal);
  const stays = held(limit, () => began.push('stays'));
  leaving.abort();
  await left.done;
  for (const { end } of first) end();
  stays.end();
  await Promise.all([...first, stays].map(({ done }) => done));
  expect(began).toEqual(['stays']);
});

test('who may wait no longer begins, whoever waits before', async () => {
  const limit = new ConcurrencyLimit();
  const rest = new AbortController();
  const spin = async (): Promise<void> => {
    while (!rest.signal.aborted) await nextTurn();
  };
  const first = Array.from({ length: FEW }, () => limit.run(signal, LONG_MS, spin));
  const began: string[] = [];
  const patient = held(limit, () => began.push('patient'));
  const hasty = held(
    limit,
    () => {
      began.push('hasty');
      rest.abort();
    },
    signal,
    1,
  );
  await Promise.all(first);
  patient.end();
  hasty.end();
  await Promise.all([patient.done, hasty.done]);
  expect(began).toEqual(['hasty', 'patient']);
});

test('work that fails makes room too, and its error is the caller’s', async () => {
  const limit = new ConcurrencyLimit();
  const failing = Array.from({ length: 20 }, (_, i) =>
    limit.run(signal, LONG_MS, () => Promise.reject(new Error(`${i}`))),
  );
  const ended = await Promise.allSettled(failing);
  expect(ended.map((one) => one.status === 'rejected' && (one.reason as Error).message)).toEqual(
    Array.from({ length: 20 }, (_, i) => `${i}`),
  );
});
