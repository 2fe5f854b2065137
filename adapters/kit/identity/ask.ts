/** The two questions that binding asks the graph. What comes back is checked: it has passed through many hands. */
import * as z from 'zod';
import { type ResolveName, resolveQuestion, whereQuestion } from '#schema/binding-questions.ts';
import { TributaryError } from '#schema/errors.ts';
import { parseId, sourceOf } from '#schema/ids.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';

/** Where a resource is; null: could not be told. */
export interface Place {
  readonly id: string;
  readonly region: string | null;
  readonly ancestorIds: readonly string[] | null;
}

export interface Answer {
  readonly candidates: readonly Place[];
  /** False where an inventory that might know more could not be asked. */
  readonly complete: boolean;
}

const place = z.object({
  id: z.string().refine((id) => parseId(id) !== null),
  region: z
    .string()
    .nullish()
    .transform((region) => region ?? null),
  ancestorIds: z
    .array(z.string())
    .nullish()
    .transform((ids) => ids ?? null),
});
const resolutions = z.array(z.object({ complete: z.boolean(), candidates: z.array(place).nullish() }));

/** Among whom a key is looked up; empty: among all. */
export interface Among {
  /** The sources that minted the ids. */
  readonly namespaces: readonly string[];
  readonly regions: readonly string[];
}

/**
 * Who is known by each key, in order; 500 keys at most. An inventory that can hold none of those among whom it is looked up is not
 * asked: that it is away keeps nobody waiting.
 * @throws TributaryError, where the graph could not be asked or could not tell.
 */
export async function askWho(
  graph: Graph,
  keys: readonly IdentifierInput[],
  among: Among,
  call: Call,
  name: ResolveName = 'Resolve',
): Promise<Answer[]> {
  const { namespaces, regions } = among;
  const filter = {
    ...(namespaces.length > 0 && { source: namespaces }),
    ...(regions.length > 0 && { region: regions }),
  };
  let data: Readonly<Record<string, unknown>>;
  try {
    data = await graph.query(resolveQuestion(name), { keys, filter }, call);
  } catch (error) {
    const unknown = unknownSource(error);
    if (unknown === null || !namespaces.includes(unknown)) throw error;
    return withoutOne(await askOthers(graph, keys, among, unknown, call, name));
  }
  const parsed = resolutions.safeParse(data['resolve']);
  if (!parsed.success || parsed.data.length !== keys.length) throw untold('resolve', data['resolve']);
  return parsed.data.map(({ complete, candidates }) => ({
    candidates: candidates ?? [],
    // Null is not none: it could not be told.
    complete: complete && Array.isArray(candidates),
  }));
}

/** Among whom there is one that the gateway does not have (yet): it may hold any of them. */
async function askOthers(
  graph: Graph,
  keys: readonly IdentifierInput[],
  { namespaces, regions }: Among,
  unknown: string,
  call: Call,
  name: ResolveName,
): Promise<Answer[]> {
  const others = namespaces.filter((one) => one !== unknown);
  return others.length === 0
    ? keys.map(() => ({ candidates: [], complete: false }))
    : await askWho(graph, keys, { namespaces: others, regions }, call, name);
}

function withoutOne(answers: readonly Answer[]): Answer[] {
  return answers.map(({ candidates }) => ({ candidates, complete: false }));
}

/** Why there is no such resource: nothing of that name is configured, or its source says that it has no such record. */
export type Nowhere = 'NO_SOURCE' | 'NO_RECORD';

/** By the id that was asked for; one that the graph could not tell of is in neither. */
export interface Whereabouts {
  readonly places: ReadonlyMap<string, Place>;
  readonly nowhere: ReadonlyMap<string, Nowhere>;
}

/**
 * Where these resources are; WHERE_BATCH ids at most. One that was merged is answered by the resource that it is a part of now: the place has
 * another id.
 * @throws TributaryError, where the graph could not be asked.
 */
export async function askWhere(graph: Graph, ids: readonly string[], call: Call): Promise<Whereabouts> {
  const places = new Map<string, Place>();
  const nowhere = new Map<string, Nowhere>();
  const isConfigured = (id: string): boolean => nowhere.get(id) !== 'NO_SOURCE';
  for (;;) {
    const asked = ids.filter(isConfigured);
    if (asked.length === 0) return { places, nowhere };
    try {
      const data = await graph.query(
        whereQuestion(asked.length),
        Object.fromEntries(asked.map((id, i) => [`id${i}`, id])),
        call,
      );
      for (const [i, id] of asked.entries()) {
        const told = data[`r${i}`];
        const parsed = place.safeParse(told);
        if (told === null) nowhere.set(id, 'NO_RECORD');
        else if (parsed.success && !isBare(told)) places.set(id, parsed.data);
      }
      return { places, nowhere };
    } catch (error) {
      // The gateway refuses a request that names a source that it does not have: the others must not wait for that.
      const unknown = unknownSource(error);
      const gone = asked.filter((id) => sourceOf(id) === unknown);
      if (gone.length === 0) throw error;
      for (const id of gone) nowhere.set(id, 'NO_SOURCE');
    }
  }
}

/** Of a resource whose owner does not answer the graph tells the id and nothing else. */
function isBare(told: unknown): boolean {
  const { kind, region, ancestorIds } = told as Readonly<Record<string, unknown>>;
  return [kind, region, ancestorIds].every((value) => value === null || value === undefined);
}

function unknownSource(error: unknown): string | null {
  return error instanceof TributaryError && error.code === 'UNKNOWN_SOURCE' ? (error.source ?? null) : null;
}

function untold(field: string, got: unknown): TributaryError {
  const message =
    got === null || got === undefined
      ? 'No inventory answers. The /health/ready of the gateway names who is away.'
      : `The graph must answer \`${field}\` with one entry per key, but got: something of another shape.`;
  return new TributaryError('SOURCE_UNAVAILABLE', message);
}
