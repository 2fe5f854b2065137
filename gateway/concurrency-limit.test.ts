/** A few at once, more where that is of use, in the order in which they came. */
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

test('where collecting takes much there will be fewer, else more wherever that may help, and always a few', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: FEW, max: 5000 }),
      fc.integer({ min: 1, max: 5000 }),
      share,
      share,
      (limit, underWay, idle, collecting) => {
        const next = nextLimit(limit, underWay, { idle, collecting });
        expect(next).toBeGreaterThanOrEqual(FEW);
        if (idle > 0.02 || collecting < 0.03) {
          expect(next).toBeGreaterThan(underWay);
          expect(next).toBeGreaterThanOrEqual(limit);
        } else if (collecting >= 0.05 && limit > FEW) expect(next).toBeLessThan(limit);
        else if (collecting < 0.05) expect(next).toBe(limit);
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

test('all that comes is done, a few of it at once', async () => {
  const limit = new ConcurrencyLimit();
  let underWay = 0;
  let atOnce = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    underWay += 1;
    if (done === 0) atOnce = Math.max(atOnce, underWay);
    await nextTurn();
    underWay -= 1;
    done += 1;
  };
  await Promise.all(Array.from({ length: 100 }, () => limit.run(signal, LONG_MS, work)));
  expect(done).toBe(100);
  expect(atOnce).toBe(FEW);
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
