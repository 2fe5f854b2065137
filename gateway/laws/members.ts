/** An estate as members, and a gateway over them without HTTP, timers and logs: cheap enough for a hundred thousand questions. */
import type { DocumentNode } from 'graphql';
import { supergraphText } from '#schema/contracts.ts';
import type { Domain } from '#schema/domains.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Member, MemberResponse } from '#schema/ports/member.ts';
import { type ExecutionOutcome, execute } from '../execute/execute.ts';
import { createOperationReader } from '../input/operation-input.ts';
import { MemberDirectory } from '../members/directory.ts';
import { DEFAULT_LIMITS, type OperationLimits } from '../limits/limits.ts';
import { createHivePlanner } from '../plan/hive-planner.ts';
import type { PlanNode } from '../plan/planner.ts';
import { apiSchema } from '../testing/ask.ts';
import { type TestMember, recordMember } from '../testing/record-member.ts';
import type { Estate, FirstWord, MemberSpec } from './estate.ts';
import type { State, States } from './oracle.ts';
import { SOURCES } from './world.ts';

/** As long as a timer can wait: one of the limits is a time. */
const UNBOUNDED = 2 ** 31 - 1;
/** What laws say of operations they say of large ones too. */
const limits = Object.fromEntries(
  Object.keys(DEFAULT_LIMITS).map((name) => [name, UNBOUNDED]),
) as unknown as OperationLimits;
const planner = createHivePlanner(supergraphText(), limits);
const reader = createOperationReader(apiSchema, { limits });
const KNOWN = new Set<string>([...SOURCES, 'none']);
const { signal } = new AbortController();

/** The document of a text, read and checked once. @throws RequestError where it is none of this schema. */
export function documentOf(query: string): DocumentNode {
  return reader.operation({ query }).document;
}

export function membersOf(estate: Estate, cap?: number, states: States = () => 'UP'): TestMember[] {
  return estate.map((spec) => {
    const [first = 'resources'] = Object.keys(spec.records) as (keyof MemberSpec['records'])[];
    return recordMember(spec.domain, spec.source, spec.records[first] ?? [], {
      role: spec.role,
      contributes: spec.contributes,
      regions: spec.regions,
      more: spec.records,
      // Some contributors say in passing all that they know, some only at the asking.
      manner: {
        cap,
        source: spec.source,
        behind: states(spec) === 'BEHIND',
        bareInPassing: spec.source === 'k0',
      },
    });
  });
}

/** How a member is away: it cannot be reached, it refuses the request, or it answers nulls with an error for each field. */
export const WAYS = ['UNREACHABLE', 'REFUSES', 'NULLS'] as const;
export type Way = (typeof WAYS)[number];

export function put(member: TestMember, state: State, way: Way = 'UNREACHABLE'): void {
  const answer = member.execute;
  if (state === 'STALE') {
    member.execute = async (request, call) => ({
      ...(await answer(request, call)),
      extensions: { tributary: { stale: true, asOf: null } },
    });
  }
  if (state !== 'AWAY') return;
  if (way === 'UNREACHABLE') member.failure = new TributaryError('SOURCE_TIMEOUT', 'Too late.');
  else if (way === 'REFUSES') member.execute = async () => ({ data: null, errors: [AWAY] });
  else member.execute = async (request, call) => nulls(await answer(request, call));
}

const AWAY = { message: 'Away.', extensions: { code: 'SOURCE_TIMEOUT' } };

/** As a host answers whose source is away: entities with their ids, all else null. */
function nulls({ data }: MemberResponse): MemberResponse {
  const errors: { message: string; path: (string | number)[]; extensions: typeof AWAY.extensions }[] = [];
  const answered = Object.fromEntries(
    Object.entries(data ?? {}).map(([key, value]): [string, unknown] => {
      if (!Array.isArray(value) || !key.startsWith('_t_entities')) {
        errors.push({ ...AWAY, path: [key] });
        return [key, null];
      }
      const entities = value.map((entity: Record<string, unknown>, i) => {
        const fields = Object.keys(entity).map((field): [string, unknown] => {
          if (field === '_t_id') return [field, entity[field]];
          errors.push({ ...AWAY, path: [key, i, field] });
          return [field, null];
        });
        return Object.fromEntries(fields);
      });
      return [key, entities];
    }),
  );
  return { data: answered, errors };
}

/**
 * How often a member that knows everything, or adds to it, may be asked by the plan of an operation.
 * Of entities that another domain names the owner must answer first: contributors add to what its answer leads to in a second round.
 */
export async function requestsAllowed(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  { domain, role }: Member,
): Promise<number> {
  const ofEntities = role === 'CONTRIBUTES' ? 2 : 1;
  const count = (node: PlanNode | undefined): number => {
    switch (node?.kind) {
      case 'Fetch':
        if (node.service !== domain) return 0;
        return node.entities.length > 0 ? ofEntities : 1;
      case 'Sequence':
      case 'Parallel':
        return node.nodes.reduce((sum, inner) => sum + count(inner), 0);
      default:
        return 0;
    }
  };
  return count(await planOf(query, variables));
}

async function planOf(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<PlanNode | undefined> {
  const input = reader.input({ query, variables }, KNOWN);
  return (await planner.plan(input.document, input.operationName, input.variables)).root;
}

/** How many requests to one member of a domain may be under way together: what a member that times out is asked at the most. */
export async function requestsAtOnce(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  domain: Domain,
): Promise<number> {
  const count = (node: PlanNode | undefined): number => {
    switch (node?.kind) {
      case 'Fetch':
        return node.service === domain ? 1 : 0;
      case 'Sequence':
        return Math.max(0, ...node.nodes.map(count));
      case 'Parallel':
        return node.nodes.reduce((sum, inner) => sum + count(inner), 0);
      default:
        return 0;
    }
  };
  return count(await planOf(query, variables));
}

/** With the data that its text says. */
export type AskedOutcome = Omit<ExecutionOutcome, 'data'> & { readonly data: Record<string, unknown> | null };

/** The whole way of an operation, from its text to its answer. */
export async function askGateway(
  members: readonly TestMember[],
  query: string,
  variables: Readonly<Record<string, unknown>>,
  firstWord: FirstWord | null = null,
): Promise<AskedOutcome> {
  const input = reader.input({ query, variables }, KNOWN);
  const outcome = await execute({
    plan: await planner.plan(input.document, input.operationName, input.variables),
    document: input.document,
    operationName: input.operationName,
    variables: input.variables,
    rawVariables: input.rawVariables,
    schema: apiSchema,
    members: new MemberDirectory(members, firstWord ? [{ type: 'Resource', ...firstWord }] : []).snapshot,
    signal,
  });
  return { ...outcome, data: JSON.parse(outcome.data) as Record<string, unknown> | null };
}
