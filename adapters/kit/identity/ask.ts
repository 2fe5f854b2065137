/** The two questions that binding asks the graph. What comes back is checked: it has passed through many hands. */
import * as z from 'zod';
import { TributaryError } from '#schema/errors.ts';
import { parseId } from '#schema/ids.ts';
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

// What others have bound is no evidence: two that believe each other would keep an error alive for ever.
const resolveQuery = (
  name: string,
): string => `query ${name}($keys: [IdentifierInput!]!, $filter: ResolutionFilter) {
  resolve(keys: $keys, filter: $filter, basis: INVENTORY) { complete candidates { id region ancestorIds } }
}`;

/**
 * Who is known by each key, in order; 500 keys at most. An inventory that can hold none of those among whom it is looked up is not
 * asked: that it is away keeps nobody waiting.
 * @throws TributaryError, where the graph could not be asked or could not tell.
 */
export async function askWho(
  graph: Graph,
  keys: readonly IdentifierInput[],
  { namespaces, regions }: Among,
  call: Call,
  name = 'Resolve',
): Promise<Answer[]> {
  const filter = {
    ...(namespaces.length > 0 && { source: namespaces }),
    ...(regions.length > 0 && { region: regions }),
  };
  const data = await graph.query(resolveQuery(name), { keys, filter }, call);
  const parsed = resolutions.safeParse(data['resolve']);
  if (!parsed.success || parsed.data.length !== keys.length) throw untold('resolve', data['resolve']);
  return parsed.data.map(({ complete, candidates }) => ({
    candidates: candidates ?? [],
    // Null is not none: it could not be told.
    complete: complete && Array.isArray(candidates),
  }));
}

/**
 * Where these resources are, by the id that was asked for; 50 ids at most. One that the graph cannot tell of is missing from the
 * answer. One that was merged is answered by the resource that it is a part of now: the place has another id.
 * @throws TributaryError, where the graph could not be asked.
 */
export async function askWhere(
  graph: Graph,
  ids: readonly string[],
  call: Call,
): Promise<ReadonlyMap<string, Place>> {
  const parameters = ids.map((_, i) => `$id${i}: ID!`).join(', ');
  const fields = ids.map((_, i) => `r${i}: resource(id: $id${i}) { id region ancestorIds }`).join(' ');
  const variables = Object.fromEntries(ids.map((id, i) => [`id${i}`, id]));
  const data = await graph.query(`query Where(${parameters}) { ${fields} }`, variables, call);
  const places = new Map<string, Place>();
  for (const [i, id] of ids.entries()) {
    const parsed = place.safeParse(data[`r${i}`]);
    if (parsed.success) places.set(id, parsed.data);
  }
  return places;
}

function untold(field: string, got: unknown): TributaryError {
  const message =
    got === null || got === undefined
      ? 'No inventory answers. The /health/ready of the gateway names who is away.'
      : `The graph must answer \`${field}\` with one entry per key, but got: something of another shape.`;
  return new TributaryError('SOURCE_UNAVAILABLE', message);
}
