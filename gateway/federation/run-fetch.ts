/**
 * One fetch of the plan from a subgraph of one endpoint. Each entity is asked for once, however often it stands in the answer; places
 * that are told the same of an entity share what is told: later fetches see the same of them, and add the same to them.
 */
import type { GraphQLSchema } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import type { MemberError, MemberResponse } from '#schema/ports/member.ts';
import { refusalOf } from '../execute/refusal.ts';
import { type Report, asMemberError } from '../execute/report.ts';
import type { FetchNode, QueryPlan } from '../plan/planner.ts';
import { Batch } from './batch.ts';
import { Merge } from './merge.ts';
import { type AnswerPath, type Data, rename } from './places.ts';
import { type Program, programOf } from './program.ts';
import type { Shared } from './shared.ts';
import type { Subgraph } from './subgraph.ts';

export type { Subgraphs } from './subgraph.ts';

export interface SubgraphFetch {
  readonly subgraph: Subgraph;
  readonly schema: GraphQLSchema;
  readonly plan: QueryPlan;
  readonly rawVariables: Readonly<Record<string, unknown>>;
  readonly report: Report;
  /** Everything that was fetched so far. */
  readonly data: Data;
  /** What of it stands in several places. */
  readonly shared: Shared;
  readonly signal: AbortSignal;
}

/** Never rejects: what the subgraph does not answer stays unknown, and is reported. */
export async function runSubgraphFetch(input: SubgraphFetch, node: FetchNode): Promise<void> {
  const { subgraph, report, signal, data, shared } = input;
  const program = programOf(input.schema, input.plan, node);
  const batches = program.entities.map((entity) => new Batch(entity, data, shared));
  if (batches.length > 0 && batches.every(({ isEmpty }) => isEmpty)) return;
  const started = performance.now();
  const sent = !signal.aborted;
  try {
    const body = bodyOf(program, input.rawVariables, batches);
    const { response, isPlain } = await subgraph.send(body, { signal }, node.operationKind);
    if (response.data === undefined || response.data === null) throw refusalOf(subgraph, response);
    if (!isPlain) shared.mayNeedEscapes = true;
    report.answered(subgraph, response, performance.now() - started);
    take(input, program, batches, response);
  } catch (error) {
    const failure = asMemberError(error, signal);
    report.missing(subgraph, failure, sent ? performance.now() - started : null);
    for (const path of placesAsked(data, batches)) report.failed(subgraph, failure, path);
  }
}

function bodyOf(
  { opening, variables }: Program,
  given: SubgraphFetch['rawVariables'],
  batches: readonly Batch[],
): string {
  let values = '';
  for (const variable of variables) {
    if (!Object.hasOwn(given, variable.name)) continue;
    values += `${values === '' ? '' : ','}${variable.opening}${JSON.stringify(given[variable.name])}`;
  }
  for (const { program, representations } of batches)
    values += `${values === '' ? '' : ','}${program.opening}[${representations.join(',')}]`;
  return values === '' ? `${opening}}` : `${opening},"variables":{${values}}}`;
}

function take(
  input: SubgraphFetch,
  program: Program,
  batches: readonly Batch[],
  { data, errors = [] }: MemberResponse,
): void {
  const answered = data as Data;
  if (batches.length === 0) {
    rename(answered, program.renames);
    new Merge(input.shared).into(input.data, answered);
  } else {
    for (const batch of batches) {
      const fits = batch.take(answered[batch.program.alias], input.shared);
      // What is missing without a word of the subgraph's is not null without a word of ours.
      if (fits || errors.length > 0) continue;
      for (const path of batch.placesAsked(input.data))
        input.report.failed(input.subgraph, misshapen(input), path);
    }
  }
  for (const error of errors)
    input.report.failed(input.subgraph, error, placeOfError(input.data, batches, error));
}

function misshapen({ subgraph: { source } }: SubgraphFetch): TributaryError {
  const message = `\`${source}\` must answer an object or null for each entity that it is asked for, but did not.`;
  return new TributaryError('SOURCE_BAD_RESPONSE', message, { source });
}

function placeOfError(data: Data, batches: readonly Batch[], { path = [] }: MemberError): AnswerPath {
  if (batches.length === 0) return path;
  const [alias, entity, ...rest] = path;
  const batch = batches.find(({ program }) => program.alias === alias);
  return batch?.placeOfError(data, entity, rest) ?? [];
}

function placesAsked(data: Data, batches: readonly Batch[]): AnswerPath[] {
  return batches.length === 0 ? [[]] : batches.flatMap((batch) => batch.placesAsked(data));
}
