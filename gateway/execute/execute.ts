/** Carries out a plan: fetch by fetch, scattered and gathered, projected to what the client asked. */
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
} from 'graphql';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { type ContractRules, contractRules } from '#schema/rules.ts';
import { type Subgraphs, runSubgraphFetch } from '../federation/run-fetch.ts';
import { Shared } from '../federation/shared.ts';
import { coded } from '../input/request-error.ts';
import type { MemberSnapshot } from '../members/directory.ts';
import type { FetchNode, PlanNode, QueryPlan } from '../plan/planner.ts';
import { project } from '../project/project.ts';
import {
  type FetchPlan,
  type FieldPlan,
  type SelectionPlan,
  type Variables,
  compileFetch,
  rootKeys,
} from './compile.ts';
import { Report, type SourceReport, type Unsaid } from './report.ts';
import type { ClientOperation } from './request.ts';
import { emptyObject } from './shares.ts';
import { Silence } from './silence.ts';
import { createSlot } from './slot.ts';
import { type StepInput, fillSlots } from './step.ts';
import { fetchEntities, mergeInto } from './targets.ts';

export type { SourceReport } from './report.ts';

export interface Execution {
  readonly plan: QueryPlan;
  /** Validated against `schema`. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Coerced, defaults filled in. */
  readonly variables: Variables;
  /** As the client sent them. */
  readonly rawVariables: Variables;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly members: MemberSnapshot;
  /** Subgraphs of one endpoint each, asked as federation has it: nothing is scattered, nothing gathered. */
  readonly subgraphs?: Subgraphs | undefined;
  /** Aborted when the client has left or the deadline has passed. */
  readonly signal: AbortSignal;
}

export interface ExecutionOutcome {
  /** As JSON. */
  readonly data: string;
  readonly errors: readonly GraphQLFormattedError[];
  /** Every member that was asked, for `extensions.sources`. */
  readonly sources: readonly SourceReport[];
  /** False where anything that was asked for may be missing, or is stale. */
  readonly complete: boolean;
  /** What members said that is not for clients: for the log. */
  readonly unsaid: readonly Unsaid[];
}

/** An execution under way: what is known of the members counts for all its steps. */
interface Run extends Execution {
  readonly report: Report;
  readonly silence: Silence;
  readonly shared: Shared;
}

/** Never rejects for a member: what one cannot answer is null, named in `errors`. */
export async function execute(execution: Execution): Promise<ExecutionOutcome> {
  const report = new Report();
  const run: Run = {
    ...execution,
    report,
    silence: new Silence(),
    shared: new Shared(execution.subgraphs && execution.schema),
  };
  const data = emptyObject();
  if (execution.plan.root) await runNode(run, data, execution.plan.root);
  const projected = project(execution, data, run.shared);
  return {
    data: projected.text,
    errors: [...report.errors, ...misfits(projected.errors)],
    sources: report.sources,
    complete: report.complete && projected.errors.length === 0,
    unsaid: report.unsaid,
  };
}

/** Values that do not fit the contract: one error for each field, however many records have one. */
function misfits(errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  const byField = new Map<string, GraphQLError>();
  for (const error of errors) {
    const field = (error.path ?? []).filter((part) => typeof part === 'string').join('.');
    if (!byField.has(field)) byField.set(field, error);
  }
  return [...byField.values()].map((error) => coded(error, 'SOURCE_BAD_RESPONSE'));
}

async function runNode(run: Run, data: Record<string, unknown>, node: PlanNode): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const next of node.nodes) await runNode(run, data, next);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((next) => runNode(run, data, next)));
      return;
    case 'Fetch':
      await runFetch(run, data, node);
  }
}

async function runFetch(run: Run, data: Record<string, unknown>, node: FetchNode): Promise<void> {
  const subgraph = run.subgraphs?.get(node.service);
  if (subgraph) {
    const { schema, plan, rawVariables, report, shared, signal } = run;
    const fetch = { subgraph, schema, plan, rawVariables, report, data, shared, signal };
    return runSubgraphFetch(fetch, node);
  }
  const rules = rulesOf(node.service);
  const fetch = compileFetch(rules, documentOf(node));
  const input: StepInput = {
    rules,
    members: run.members.membersOf(node.service),
    precedence: run.members.precedence,
    operation: clientOperation(run),
    variables: run.variables,
    signal: run.signal,
    report: run.report,
    silence: run.silence,
    shared: run.shared,
  };
  // The results of a mutation have texts of our own.
  if (input.operation.operation === 'mutation') run.shared.mayNeedEscapes = true;
  if (node.entities.length > 0) await fetchEntities(input, fetch, data, node.entities);
  else await fetchRoot(run, input, fetch, data);
}

async function fetchRoot(
  execution: Execution,
  input: StepInput,
  fetch: FetchPlan,
  data: Record<string, unknown>,
): Promise<void> {
  if (!fetch.root) return;
  const { root } = fetch;
  const output = emptyObject();
  for (const fields of runsOf(execution, input.operation, root))
    await fillSlots(input, [createSlot({ ...root, fields }, null, [], output)]);
  mergeInto(data, output);
}

/** The fields of a mutation run one after the other, as the client has them; those of a query side by side. */
function runsOf(
  { document, variables }: Execution,
  operation: ClientOperation,
  { type, fields }: SelectionPlan,
): readonly (readonly FieldPlan[])[] {
  if (operation.operation !== 'mutation') return [fields];
  const keys = rootKeys(document, operation, type.name, variables);
  return fields.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key)).map((field) => [field]);
}

const documents = new WeakMap<FetchNode, DocumentNode>();

function documentOf(node: FetchNode): DocumentNode {
  let document = documents.get(node);
  if (!document) {
    document = parse(node.text, { noLocation: true });
    documents.set(node, document);
  }
  return document;
}

function clientOperation({ document, operationName }: Execution): ClientOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new TypeError('An execution must be of an operation in its document.');
  return operation;
}

function rulesOf(service: string): ContractRules {
  if (!DOMAINS.some((domain) => domain === service))
    throw new TypeError(`A fetch must be for a domain, but got: ${JSON.stringify(service)}.`);
  return contractRules(service as Domain);
}
