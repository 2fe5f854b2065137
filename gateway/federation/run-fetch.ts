/**
 * One fetch of the plan from a subgraph of one endpoint. Each entity is asked for once, however often it stands in the answer; places
 * that are told the same of an entity share what is told: later fetches see the same of them, and add the same to them.
 */
import type { GraphQLSchema } from 'graphql';
import type { MemberError, MemberResponse } from '#schema/ports/member.ts';
import { type Report, asMemberError } from '../execute/report.ts';
import type { EntityFetch, FetchNode } from '../plan/planner.ts';
import { copyOf, mergeData } from './merge.ts';
import { type AnswerPath, type Data, eachObject, placeOf, rename } from './places.ts';
import { type WriteRepresentation, representationWriter } from './representation.ts';
import { refusalOf } from '../execute/refusal.ts';
import type { Subgraph } from './subgraph.ts';

export type { Subgraphs } from './subgraph.ts';

export interface SubgraphFetch {
  readonly subgraph: Subgraph;
  readonly schema: GraphQLSchema;
  readonly rawVariables: Readonly<Record<string, unknown>>;
  readonly report: Report;
  /** Everything that was fetched so far. */
  readonly data: Data;
  readonly signal: AbortSignal;
}

/** Places of one entity, by the path of the plan that leads to them. */
interface Entity {
  readonly places: Data[][];
}

interface Batch {
  readonly fetch: EntityFetch;
  /** By representation. */
  readonly entities: ReadonlyMap<string, Entity>;
}

/** Never rejects: what the subgraph does not answer stays unknown, and is reported. */
export async function runSubgraphFetch(input: SubgraphFetch, node: FetchNode): Promise<void> {
  const { subgraph, report, signal } = input;
  const program = programOf(input.schema, node);
  const batches = node.entities.map((fetch, index) => batchOf(input, fetch, program.writers[index]));
  if (node.entities.length > 0 && batches.every(({ entities }) => entities.size === 0)) return;
  const started = performance.now();
  let sent = false;
  try {
    const body = bodyOf(program, node, input.rawVariables, batches);
    sent = !signal.aborted;
    const response = await subgraph.send(body, { signal }, node.operationKind);
    if (response.data === undefined || response.data === null) throw refusalOf(subgraph, response);
    report.answered(subgraph, response, performance.now() - started);
    take(input, node, batches, response);
  } catch (error) {
    const failure = asMemberError(error, signal);
    report.missing(subgraph, failure, sent ? performance.now() - started : null);
    for (const path of placesAsked(input.data, batches)) report.failed(subgraph, failure, path);
  }
}

/** What of a request never changes. */
interface Program {
  /** The request up to the values of its variables. */
  readonly opening: string;
  readonly writers: readonly WriteRepresentation[];
}

const programs = new WeakMap<FetchNode, Program>();

function programOf(schema: GraphQLSchema, node: FetchNode): Program {
  let program = programs.get(node);
  if (!program) {
    program = {
      opening: `{"query":${JSON.stringify(node.text)}`,
      writers: node.entities.map((entity) => representationWriter(schema, entity)),
    };
    programs.set(node, program);
  }
  return program;
}

function batchOf(
  { schema, data }: SubgraphFetch,
  fetch: EntityFetch,
  write: WriteRepresentation | undefined,
): Batch {
  const entities = new Map<string, Entity>();
  for (const [pathIndex, path] of fetch.paths.entries()) {
    eachObject(schema, data, path, (object) => {
      const text = write?.(object);
      if (text === undefined) return;
      let entity = entities.get(text);
      if (!entity) entities.set(text, (entity = { places: [] }));
      const places = (entity.places[pathIndex] ??= []);
      places.push(object);
    });
  }
  return { fetch, entities };
}

function bodyOf(
  { opening }: Program,
  node: FetchNode,
  variables: SubgraphFetch['rawVariables'],
  batches: readonly Batch[],
): string {
  let values = '';
  for (const name of node.variables) {
    if (Object.hasOwn(variables, name))
      values += `${values === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(variables[name])}`;
  }
  for (const { fetch, entities } of batches)
    values += `${values === '' ? '' : ','}"${fetch.variable}":[${[...entities.keys()].join(',')}]`;
  return values === '' ? `${opening}}` : `${opening},"variables":{${values}}}`;
}

function take(
  input: SubgraphFetch,
  node: FetchNode,
  batches: readonly Batch[],
  { data, errors = [] }: MemberResponse,
): void {
  const answered = data as Data;
  if (batches.length === 0) {
    rename(input.schema, answered, node.renames);
    mergeData(input.data, answered);
  } else for (const batch of batches) takeEntities(input, batch, answered[batch.fetch.alias]);
  for (const error of errors) input.report.failed(input.subgraph, error, placeOfError(input, batches, error));
}

function takeEntities({ schema }: SubgraphFetch, { fetch, entities }: Batch, list: unknown): void {
  if (!Array.isArray(list) || list.length !== entities.size) return;
  rename(schema, list, fetch.renames);
  let index = 0;
  for (const { places } of entities.values()) {
    const answer: unknown = list[index++];
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) continue;
    // What follows in the plan may differ from path to path: only the places of one path share.
    let copy: Data | undefined;
    for (const ofPath of places) {
      if (!ofPath) continue;
      copy = copy === undefined ? (answer as Data) : copyOf(copy);
      for (const place of ofPath) mergeData(place, copy);
    }
  }
}

function placeOfError(
  { data }: SubgraphFetch,
  batches: readonly Batch[],
  { path = [] }: MemberError,
): AnswerPath {
  if (batches.length === 0) return path;
  const [alias, index, ...rest] = path;
  const batch = batches.find(({ fetch }) => fetch.alias === alias);
  const entity = typeof index === 'number' ? [...(batch?.entities.values() ?? [])][index] : undefined;
  const pathIndex = entity?.places.findIndex((places) => places !== undefined) ?? -1;
  const object = entity?.places[pathIndex]?.[0];
  const planned = batch?.fetch.paths[pathIndex];
  return object && planned ? [...placeOf(data, planned, object), ...rest] : [];
}

/** One place for each path of the plan: where nothing could be asked, that is said there. */
function placesAsked(data: Data, batches: readonly Batch[]): AnswerPath[] {
  if (batches.length === 0) return [[]];
  return batches.flatMap(({ fetch, entities }) =>
    fetch.paths.flatMap((path, index) => {
      const object = [...entities.values()].find(({ places }) => places[index])?.places[index]?.[0];
      return object ? [placeOf(data, path, object)] : [];
    }),
  );
}
