/**
 * What must be answered, by graphql-js alone over records in one process. `askWhole` has never heard of members. `askEstate` knows
 * who holds what and who is away, and shares no code with the gateway.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  execute,
  parse,
} from 'graphql';
import type { Domain } from '#schema/domains.ts';
import { apiSchema } from '../testing/ask.ts';
import {
  type Holdings,
  SHELVES,
  type TestRecord,
  holdingsOf,
  recordResolver,
} from '../testing/record-resolvers.ts';
import type { Estate, FirstWord, MemberSpec } from './estate.ts';
import { merged } from './merged.ts';
import { sourceOf } from './world.ts';

type Variables = Readonly<Record<string, unknown>>;

export async function askWhole(
  holdings: Holdings,
  query: string | DocumentNode,
  variables: Variables = {},
  operationName?: string,
  fieldResolver: GraphQLFieldResolver<unknown, Holdings> = recordResolver,
): Promise<ExecutionResult> {
  return await execute({
    schema: apiSchema,
    document: typeof query === 'string' ? parse(query) : query,
    variableValues: variables,
    contextValue: holdings,
    fieldResolver,
    ...(operationName !== undefined && { operationName }),
  });
}

/** AWAY: it cannot be asked. STALE: it answers from a copy. BEHIND: it says itself that it has not all. GONE: it is configured no more. */
export type State = 'UP' | 'AWAY' | 'STALE' | 'BEHIND' | 'GONE';
/** Of the member of a domain. */
export type States = (spec: MemberSpec) => State;

export interface Expected {
  readonly data: ExecutionResult['data'];
  /** "domain source path" without positions in lists; of sources that are configured no more without a path. */
  readonly missing: ReadonlySet<string>;
  readonly complete: boolean;
}

interface Lack {
  readonly lacking: boolean;
  readonly partly: boolean;
  readonly all: boolean;
}

const EVERYBODYS: Readonly<Record<string, Domain>> = {
  'Query.resources': 'inventory',
  'Query.resolve': 'inventory',
  'Query.alarms': 'faults',
  'Query.alarmSummary': 'faults',
  'Query.faultSources': 'faults',
  'Query.services': 'services',
  'Query.customers': 'services',
  'Resource.contains': 'inventory',
  'Resource.relationships': 'inventory',
  'Resource.alarms': 'faults',
  'Resource.alarmSummary': 'faults',
  'Resource.services': 'services',
  'Service.dependentServices': 'services',
  'Customer.services': 'services',
};
const LOOKED_UP: Readonly<Record<string, Domain>> = {
  'Query.resource': 'inventory',
  'Query.alarm': 'faults',
  'Query.service': 'services',
  'Query.customer': 'services',
};
const OWNED: Readonly<Record<string, Domain>> = {
  Resource: 'inventory',
  Alarm: 'faults',
  Service: 'services',
  Customer: 'services',
};

export async function askEstate(
  estate: Estate,
  states: States,
  document: DocumentNode,
  variables: Variables,
  firstWord: FirstWord | null = null,
): Promise<Expected> {
  const present = estate.filter((spec) => states(spec) !== 'GONE');
  const heard = present.filter((spec) => states(spec) !== 'AWAY');
  const holdings = holdingsOfEstate(heard, firstWord);
  const missing = new Set<string>();
  let complete = true;

  /** What a question to these members lacks; `tells`: their answers say whether they are complete. */
  const asked = (specs: readonly MemberSpec[], path: readonly string[], tells = false): Lack => {
    const away = specs.filter((spec) => states(spec) === 'AWAY');
    for (const { domain, source } of away) missing.add(`${domain} ${source} ${path.join('.')}`);
    const partly = specs.some((spec) => states(spec) === 'STALE' || (tells && states(spec) === 'BEHIND'));
    if (away.length > 0 || partly || specs.length === 0) complete = false;
    return { lacking: away.length > 0, partly, all: away.length === specs.length };
  };

  const resolve: GraphQLFieldResolver<unknown, Holdings> = (parent, args, context, info) => {
    const type = info.parentType.name;
    const field = `${type}.${info.fieldName}`;
    const path = pathOf(info);
    const value = () => recordResolver(parent, args, context, info);
    const everybodys = EVERYBODYS[field];
    if (everybodys) {
      const specs = whoIsAsked(present, everybodys, args as Variables);
      const { lacking, partly, all } = asked(specs, path, info.fieldName !== 'faultSources');
      if (all) return null;
      return lesser(value(), lacking, partly);
    }
    if (LOOKED_UP[field]) {
      const { id } = args as { id: string };
      const owner = ownerOf(present, LOOKED_UP[field], id);
      if (!owner) return null;
      return asked([owner], path).all ? { id } : value();
    }
    if (type === 'Mutation') {
      return rows(value(), args as Variables, (id) => {
        const owner = ownerOf(present, 'faults', id);
        return owner !== undefined && asked([owner], path).all;
      });
    }
    const owned = OWNED[type];
    if (!owned || info.fieldName === 'id') return value();
    const { id } = parent as TestRecord;
    const owner = ownerOf(present, owned, id);
    if (!owner) missing.add(`${owned} ${sourceOf(id)}`);
    const holders = present.filter(
      (spec) =>
        spec === owner ||
        (spec.domain === owned && spec.contributes[type]?.includes(info.fieldName) && owned === 'inventory'),
    );
    // What nobody can be asked for is unknown; `all` of none is so too.
    const isPage = info.fieldName.startsWith('supporting');
    const { lacking, partly, all } = asked(holders, path.slice(0, -1), isPage);
    if (all) return null;
    return isPage ? lesser(value(), lacking, partly) : value();
  };
  const { data } = await askWhole(holdings, document, variables, undefined, resolve);
  return { data, missing, complete: complete && missing.size === 0 };
}

function whoIsAsked(present: Estate, domain: Domain, args: Variables): readonly MemberSpec[] {
  const all = present.filter((spec) => spec.domain === domain && spec.role === 'ENUMERATES');
  const filter = (args['filter'] ?? {}) as { source?: string[] | null; region?: string[] | null };
  const able = all.filter(
    ({ source, regions }) =>
      (filter.source?.includes(source) ?? true) &&
      (regions.length === 0 || (filter.region?.some((region) => regions.includes(region)) ?? true)),
  );
  // Somebody says that there is none.
  return able.length > 0 ? able : all.slice(0, 1);
}

const ownerOf = (present: Estate, domain: Domain, id: string) =>
  present.find(
    (spec) => spec.domain === domain && spec.role === 'ENUMERATES' && spec.source === sourceOf(id),
  );

/** A page, a summary or resolutions of which a share is unknown, or not complete. */
function lesser(value: unknown, lacking: boolean, partly: boolean): unknown {
  if (!lacking && !partly) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => lesser(item, lacking, partly));
  const given = value as Record<string, unknown>;
  if (!('complete' in given)) return given;
  const numbers = Object.entries(given).filter(([, known]) => typeof known === 'number');
  const unknown = lacking ? Object.fromEntries(numbers.map(([key]) => [key, null])) : {};
  return { ...given, ...unknown, complete: false };
}

/** A row for every id: what could not be asked may have been done. */
function rows(value: unknown, args: Variables, isAway: (id: string) => boolean): unknown {
  const { results } = value as { results: readonly Record<string, unknown>[] };
  return {
    results: results.map((row, i) => {
      const id = (args['ids'] as string[])[i] ?? '';
      if (!isAway(id)) return row;
      return { id, status: 'OUTCOME_UNKNOWN', error: { code: 'SOURCE_UNAVAILABLE', message: '' } };
    }),
  };
}

function pathOf({ path }: GraphQLResolveInfo): string[] {
  const parts: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev)
    if (typeof at.key === 'string') parts.unshift(at.key);
  return parts;
}

/** Each record once, as the first that lists it orders it; of a resource what its owner and its contributors say. */
function holdingsOfEstate(heard: Estate, firstWord: FirstWord | null): Holdings {
  const lists = heard.filter((spec) => spec.role === 'ENUMERATES');
  const records = Object.fromEntries(
    SHELVES.map((shelf) => {
      const groups = Map.groupBy(
        lists.flatMap((spec) => (spec.records[shelf] ?? []).map((record) => ({ record, spec }))),
        ({ record }) =>
          shelf === 'relationships'
            ? JSON.stringify([record['ofId'], record['type'], record['direction'], record.id])
            : record.id,
      );
      const once = [...groups.values()].map((group) => {
        const own = group.find(({ record, spec }) => spec.source === sourceOf(record.id));
        const [first] = group;
        const record = (shelf === 'relationships' ? first : (own ?? first))?.record;
        // The first that is not null, edge by edge.
        const role = group.find((one) => one.record['role'] != null)?.record['role'] ?? null;
        return shelf === 'relationships' ? { ...(record as TestRecord), role } : (record as TestRecord);
      });
      return [shelf, once];
    }),
  );
  const plain = holdingsOf(records);
  const shown = new Map<string, TestRecord | undefined>();
  const find = (type: string, id: string): TestRecord | undefined => {
    const domain = OWNED[type];
    const owner = domain && ownerOf(heard, domain, id);
    if (type !== 'Resource') return owner && plain.find(type, id);
    if (!shown.has(id)) shown.set(id, merged(heard, owner, id, firstWord));
    return shown.get(id);
  };
  return { ...plain, find };
}
