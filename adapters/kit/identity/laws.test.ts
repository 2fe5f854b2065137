/**
 * The laws of binding over time: the source and the inventory change as they like, and the binder looks again and again. Whatever
 * happens, it says the same whatever ids are made of, a renaming moves nothing, and no binding moves by itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { NativeIdentifier, NativeObject } from './binder.ts';
import { identityOptions } from './config.ts';
import { createBinder } from './create-binder.ts';
import { Clock, FakeGraph, untilIdle } from './testing/fake-graph.ts';

const NAMES = ['n1', 'n2', 'n3'] as const;
const SERIALS = ['s1', 's2', 's3'] as const;
const ADDRESSES = ['10.0.0.1', '10.0.0.2'] as const;
const RESOURCES = ['d1', 'd2', 'd3'] as const;
const OBJECTS = ['h1', 'h2'] as const;

/** What somebody knows of a thing. */
interface Known {
  readonly name: string;
  readonly serial: string | null;
  readonly address: string | null;
}
type Step =
  | { readonly at: 'inventory'; readonly id: string; readonly known: Known }
  | { readonly at: 'source'; readonly id: string; readonly known: Known }
  | { readonly at: 'away'; readonly away: boolean }
  | { readonly at: 'restart' };

const known: fc.Arbitrary<Known> = fc.record({
  name: fc.constantFrom(...NAMES),
  serial: fc.option(fc.constantFrom(...SERIALS)),
  address: fc.option(fc.constantFrom(...ADDRESSES)),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ at: fc.constant('inventory' as const), id: fc.constantFrom(...RESOURCES), known }),
  {
    weight: 2,
    arbitrary: fc.record({ at: fc.constant('source' as const), id: fc.constantFrom(...OBJECTS), known }),
  },
  fc.record({ at: fc.constant('away' as const), away: fc.boolean() }),
  fc.constant<Step>({ at: 'restart' }),
);
const story = fc.array(step, { minLength: 1, maxLength: 10 });

/** How an object stands after a step. */
interface Seen {
  readonly state: string;
  readonly id: string | null;
}
interface Moment {
  readonly step: Step;
  readonly objects: ReadonlyMap<string, Seen>;
  /** What the inventory has, and what the source has told. */
  readonly inventory: ReadonlyMap<string, Known>;
  readonly told: ReadonlyMap<string, Known>;
  readonly away: boolean;
}

const LOG = { debug() {}, info() {}, warn() {}, error() {} };

/** Plays a story. Ids are made by `idOf`; names are told as `nameOf` makes them. */
async function play(
  steps: readonly Step[],
  idOf: (id: string) => string = (id) => `sql/${id}`,
  nameOf: (name: string, step: number) => string = (name) => name,
): Promise<Moment[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-laws-'));
  const graph = new FakeGraph();
  const clock = new Clock();
  const start = () =>
    createBinder({
      source: 'nms',
      regions: ['west'],
      configDir: dir,
      stateDir: dir,
      graph,
      log: LOG,
      now: clock.now,
      later: clock.later,
      options: identityOptions.parse({}),
    });
  let binder = start();
  const inventory = new Map<string, Known>();
  const told = new Map<string, Known>();
  const objects = new Map<string, NativeObject>();
  const moments: Moment[] = [];
  try {
    for (const [i, one] of steps.entries()) {
      if (one.at === 'inventory') {
        inventory.set(one.id, one.known);
        graph.resources.splice(0);
        for (const [id, its] of inventory)
          graph.add(
            idOf(id),
            identifiersOf(its).map(({ type, value }) => `${type} ${value.toLowerCase()}`),
          );
      } else if (one.at === 'source') {
        told.set(one.id, one.known);
        const identifiers = identifiersOf({ ...one.known, name: nameOf(one.known.name, i) });
        objects.set(one.id, { nativeId: one.id, name: nameOf(one.known.name, i), identifiers });
      } else if (one.at === 'away') graph.complete = !one.away;
      else {
        await binder.close();
        binder = start();
      }
      binder.observe([...objects.values()]);
      // Whatever is due within ten minutes is done: everything is looked up, and everything is looked at again.
      for (let time = 0; time < 2; time++) {
        await binder.settled();
        await untilIdle();
        clock.pass(300_000);
      }
      await binder.settled();
      await untilIdle();
      moments.push({
        step: one,
        objects: new Map(
          [...objects.keys()].map((id) => [
            id,
            { state: binder.state(id), id: binder.binding(id)?.id ?? null },
          ]),
        ),
        inventory: new Map(inventory),
        told: new Map(told),
        away: !graph.complete,
      });
    }
    return moments;
  } finally {
    await binder.close();
    rmSync(dir, { recursive: true });
  }
}

function identifiersOf({ name, serial, address }: Known): NativeIdentifier[] {
  return [
    { type: 'NAME', value: name },
    ...(serial === null ? [] : [{ type: 'SERIAL_NUMBER' as const, value: serial }]),
    ...(address === null ? [] : [{ type: 'MANAGEMENT_ADDRESS' as const, value: address }]),
  ];
}

const seen = (moments: readonly Moment[], back: (id: string) => string): unknown =>
  moments.map(({ objects }) => [...objects].map(([key, { state, id }]) => [key, state, id && back(id)]));

const RUNS = { numRuns: 60 };

test('relabelling: other ids, the same answers', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const other = (id: string): string => `another-source/${id.split('').toReversed().join('')}.z`;
      const back = (id: string): string =>
        `sql/${id.slice('another-source/'.length, -2).split('').toReversed().join('')}`;
      expect(seen(await play(steps, other), back)).toEqual(seen(await play(steps), (id) => id));
    }),
    RUNS,
  );
}, 30_000);

test('renaming: once bound, an object is on what it is on whatever it is called, there or here', async () => {
  await fc.assert(
    fc.asyncProperty(
      known,
      fc.array(fc.constantFrom(...NAMES, 'unheard of'), { minLength: 1, maxLength: 6 }),
      async (first, names) => {
        const steps: Step[] = [
          { at: 'inventory', id: 'd1', known: first },
          { at: 'source', id: 'h1', known: first },
          { at: 'inventory', id: 'd2', known: { name: 'n2', serial: null, address: null } },
          ...names.flatMap((name, i): Step[] => [
            i % 2 === 0
              ? { at: 'source', id: 'h1', known: { ...first, name } }
              : { at: 'inventory', id: 'd1', known: { ...first, name } },
            { at: 'restart' },
          ]),
        ];
        const moments = await play(steps);
        for (const { objects } of moments.slice(1))
          expect(objects.get('h1')).toEqual({ state: 'BOUND', id: 'sql/d1' });
      },
    ),
    RUNS,
  );
}, 30_000);

test('no binding moves by itself, none is made by a name against other evidence, and none is set aside without strong evidence', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const moments = await play(steps);
      const boundTo = new Map<string, string>();
      for (const { objects, inventory, told, away } of moments) {
        for (const [object, { state, id }] of objects) {
          const before = boundTo.get(object);
          const its = told.get(object);
          const others = [...inventory].filter(([key]) => `sql/${key}` !== (id ?? before));
          const bears = (one: Known | undefined, key: 'serial' | 'address'): boolean =>
            its?.[key] !== null && one?.[key] === its?.[key];
          if (id !== null) {
            // Never moved.
            if (before !== undefined) expect(id).toBe(before);
            else {
              // Made while everybody could be asked, and by nothing that names another one alone.
              expect(away).toBe(false);
              const own = inventory.get(id.slice('sql/'.length));
              for (const key of ['serial', 'address'] as const)
                if (others.some(([, one]) => bears(one, key))) expect(bears(own, key)).toBe(true);
            }
            boundTo.set(object, id);
          } else if (before !== undefined && !away) {
            // Set aside: visibly, and because strong evidence names one other and not this one.
            expect(state).toBe('AMBIGUOUS');
            const own = inventory.get(before.slice('sql/'.length));
            expect(bears(own, 'serial') || bears(own, 'address')).toBe(false);
            const named = others.filter(([, one]) => bears(one, 'serial') || bears(one, 'address'));
            expect(named).toHaveLength(1);
          }
        }
      }
    }),
    { numRuns: 120 },
  );
}, 60_000);
