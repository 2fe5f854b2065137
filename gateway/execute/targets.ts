/** The entities of the answer so far that a fetch is to extend, and how its results come to them. */
import type { EntityFetch, PathPart } from '../plan/planner.ts';
import type { FetchPlan, SelectionPlan } from './compile.ts';
import type { Path } from './place.ts';
import { type Raw, isRaw, own } from './shares.ts';
import { type Slot, createSlot } from './slot.ts';
import { type StepInput, fillSlots } from './step.ts';

type Target = Record<string, unknown>;

interface Entity {
  readonly slot: Slot;
  readonly targets: Target[];
}

/** Each entity once for each path of the plan, however often it stands there. */
export async function fetchEntities(
  input: StepInput,
  fetch: FetchPlan,
  data: Target,
  nodes: readonly EntityFetch[],
): Promise<void> {
  const entities = nodes.flatMap((node) => entitiesOf(fetch, data, node));
  if (entities.length === 0) return;
  await fillSlots(
    input,
    entities.map(({ slot }) => slot),
  );
  for (const { slot, targets } of entities) for (const target of targets) mergeFields(target, slot);
}

/** Of each path its own: what is missing is said at each. By type and id: more is never required of an entity of a contract. */
function entitiesOf(fetch: FetchPlan, data: Target, node: EntityFetch): readonly Entity[] {
  const selections = fetch.entities.get(node.alias);
  const entities: Entity[] = [];
  for (const path of node.paths) {
    const byId = new Map<SelectionPlan, Map<string, Entity>>();
    eachTarget(data, path, 0, [], (target, at) => {
      const { id, __typename: type } = target;
      if (typeof id !== 'string' || typeof type !== 'string') return;
      const selection = selections?.get(type);
      if (!selection) return;
      let known = byId.get(selection);
      if (!known) {
        known = new Map();
        byId.set(selection, known);
      }
      const same = known.get(id);
      if (same) same.targets.push(target);
      else {
        const entity = { slot: createSlot(selection, id, [...at]), targets: [target] };
        known.set(id, entity);
        entities.push(entity);
      }
    });
  }
  return entities;
}

/** Every object at a path from its n-th part on; "@" goes into each element of a list. `at` is where `value` stands. */
function eachTarget(
  value: unknown,
  path: readonly PathPart[],
  n: number,
  at: (string | number)[],
  found: (target: Target, at: Path) => void,
): void {
  const part = path[n];
  if (part === undefined) {
    if (isRaw(value)) found(value, at);
  } else if (typeof part === 'object') {
    // Where no type name was asked for, the condition is one that always holds.
    const type = own(value, '__typename') ?? part.types[0];
    if (part.types.some((name) => name === type)) eachTarget(value, path, n + 1, at, found);
  } else if (part !== '@') {
    if (!isRaw(value)) return;
    at.push(part);
    eachTarget(value[part], path, n + 1, at, found);
    at.pop();
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      at.push(index);
      eachTarget(value[index], path, n + 1, at, found);
      at.pop();
    }
  }
}

function mergeFields(target: Target, { selection, output }: Slot): void {
  for (const { key } of selection.fields) {
    const present = target[key];
    if (present === undefined || present === null) target[key] = output[key];
    else mergeValue(present, output[key]);
  }
}

function mergeValue(present: unknown, value: unknown): void {
  if (isRaw(present) && isRaw(value)) mergeInto(present, value);
  else if (Array.isArray(present) && Array.isArray(value)) mergeLists(present, value);
}

/** Adds what a fetch brought; objects and lists of both are merged in place. */
export function mergeInto(target: Record<string, unknown>, source: Raw): void {
  if (target === source) return;
  for (const key of Object.keys(source)) {
    const present = own(target, key);
    if (present === undefined || present === null) target[key] = source[key];
    else mergeValue(present, source[key]);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((value, index) => {
    const present = target[index];
    if (present === undefined || present === null) target[index] = value;
    else mergeValue(present, value);
  });
}
