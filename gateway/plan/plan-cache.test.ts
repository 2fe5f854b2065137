import { describe, expect, test } from '@jest/globals';
import { PlanCache } from './plan-cache.ts';
import type { QueryPlan } from './planner.ts';

function planOf(text: string): QueryPlan {
  const rest = { variables: [], entities: [], renames: [] };
  return { root: { kind: 'Fetch', service: 's', operationKind: 'query', text, ...rest } };
}

const never = (): boolean => false;
const making = (text: string) => () => Promise.resolve(planOf(text));
const failing = () => Promise.reject(new Error('no'));

test('a plan is made once, also for those who ask meanwhile', async () => {
  const plans = new PlanCache();
  const generation = plans.nextGeneration();
  const made = Promise.withResolvers<QueryPlan>();
  const both = [1, 2].map(() => plans.get(generation, 'a', () => made.promise, never));
  made.resolve(planOf('a'));
  const [first, second] = await Promise.all(both);
  expect(first).toBe(second);
  expect(await plans.get(generation, 'a', failing, never)).toBe(first);
  expect(plans.stats).toMatchObject({ entries: 1, hits: 2, misses: 1 });
  expect(plans.stats.bytes).toBeGreaterThan(JSON.stringify(planOf('a')).length);
});

test('what could not be planned is tried again, unless that is for good', async () => {
  const plans = new PlanCache();
  const generation = plans.nextGeneration();
  await expect(plans.get(generation, 'a', failing, never)).rejects.toThrow('no');
  expect(await plans.get(generation, 'a', making('a'), never)).toEqual(planOf('a'));
  await expect(plans.get(generation, 'b', failing, () => true)).rejects.toThrow('no');
  await expect(plans.get(generation, 'b', making('b'), never)).rejects.toThrow('no');
});

describe('when the supergraph has changed', () => {
  async function changed(): Promise<{
    plans: PlanCache;
    before: QueryPlan;
    old: number;
    generation: number;
  }> {
    const plans = new PlanCache();
    const old = plans.nextGeneration();
    const before = await plans.get(old, 'a', making('a'), never);
    return { plans, before, old, generation: plans.nextGeneration() };
  }

  test('a plan that comes out as it was stays', async () => {
    const { plans, before, generation } = await changed();
    expect(await plans.get(generation, 'a', making('a'), never)).toBe(before);
    expect(await plans.get(generation, 'a', failing, never)).toBe(before);
    expect(plans.stats).toMatchObject({ entries: 1, unchanged: 1 });
  });

  test('another plan takes its place', async () => {
    const { plans, generation } = await changed();
    expect(await plans.get(generation, 'a', making('b'), never)).toEqual(planOf('b'));
    expect(plans.stats).toMatchObject({ entries: 1, unchanged: 0 });
  });

  test('what could not be planned before is planned now', async () => {
    const plans = new PlanCache();
    await expect(plans.get(plans.nextGeneration(), 'a', failing, () => true)).rejects.toThrow('no');
    expect(await plans.get(plans.nextGeneration(), 'a', making('a'), never)).toEqual(planOf('a'));
  });

  test('who began before gets the plan of before, and leaves that of now alone', async () => {
    const { plans, old, generation } = await changed();
    const now = await plans.get(generation, 'a', making('b'), never);
    expect(await plans.get(old, 'a', making('a'), never)).toEqual(planOf('a'));
    expect(await plans.get(generation, 'a', failing, never)).toBe(now);
  });
});
