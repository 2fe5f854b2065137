/** Members of the contracts over records in memory: what tests hold the mediation against. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql } from 'graphql';
import { contractDocument } from '#schema/contracts.ts';
import { decodeCursor, encodeCursor } from '#schema/cursor.ts';
import type { Domain } from '#schema/domains.ts';
import { compareKeys } from '#schema/order.ts';
import type { Member, MemberRequest, MemberResponse } from '#schema/ports/member.ts';
import { contractRules } from '#schema/rules.ts';

/** A record; references are ids under `<field>Id`, lists under EVERY_MEMBER fields name the record they belong to. */
export type TestRecord = Readonly<Record<string, unknown>> & { readonly id: string };

export interface TestMember extends Member {
  readonly requests: MemberRequest[];
  /** Set to make it fail. */
  failure: Error | null;
}

interface Args {
  readonly first: number;
  readonly after?: string | null;
  readonly orderBy?: string;
  readonly filter?: Readonly<Record<string, readonly unknown[] | null>> | null;
}

export type RecordResolvers = Record<string, Record<string, unknown>>;

export function recordMember(
  domain: Domain,
  source: string,
  records: readonly TestRecord[],
  options: Partial<Pick<Member, 'role' | 'contributes' | 'regions'>> = {},
): TestMember {
  const schema = buildSubgraphSchema([
    { typeDefs: contractDocument(domain), resolvers: recordResolvers(domain, records) as never },
  ]);
  const member: TestMember = {
    domain,
    source,
    role: 'ENUMERATES',
    contributes: {},
    regions: [],
    ...options,
    requests: [],
    failure: null,
    async execute(request) {
      member.requests.push(request);
      if (member.failure) throw member.failure;
      const result = await graphql({
        schema,
        source: request.query,
        variableValues: request.variables ?? {},
      });
      return JSON.parse(JSON.stringify(result)) as MemberResponse;
    },
  };
  return member;
}

/** Answers a contract from records. */
export function recordResolvers(domain: Domain, records: readonly TestRecord[]): RecordResolvers {
  const byId = new Map(records.map((record) => [record.id, record]));
  const rules = contractRules(domain);
  const known = (id: unknown): unknown => (typeof id === 'string' ? (byId.get(id) ?? { id }) : null);
  const page = (type: string, field: string, members: readonly TestRecord[], args: Args): unknown => {
    const order = rules.order(type, field, args.orderBy);
    const keys = (record: TestRecord) =>
      order.keys.map((key) => (record[key.field] ?? null) as string | null);
    const after = args.after == null ? null : decodeCursor(order, args.after);
    const all = members
      .filter((record) => matches(record, args.filter ?? {}))
      .toSorted((a, b) => compareKeys(order, keys(a), keys(b)));
    const rest = after ? all.filter((record) => compareKeys(order, keys(record), after) > 0) : all;
    const edges = rest
      .slice(0, args.first)
      .map((record) => ({ cursor: encodeCursor(order, keys(record)), node: record }));
    return {
      edges,
      pageInfo: {
        hasNextPage: rest.length > args.first,
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: all.length,
      complete: true,
    };
  };
  const of = (key: string, id: string): TestRecord[] => records.filter((record) => record[key] === id);
  const ref = (field: string) => (record: TestRecord) => known(record[`${field}Id`]);
  const entity = { __resolveReference: (reference: { id: string }) => known(reference.id) };
  const resolvers: Record<Domain, RecordResolvers> = {
    inventory: {
      Query: {
        resource: (_: unknown, { id }: { id: string }) => byId.get(id) ?? null,
        resources: (_: unknown, args: Args) => page('Query', 'resources', records, args),
        resolve: (_: unknown, { keys }: { keys: { value: string }[] }) =>
          keys.map(({ value }) => ({ candidates: of('name', value), complete: true })),
      },
      Resource: {
        ...entity,
        container: ref('container'),
        site: ref('site'),
        contains: (record: TestRecord, args: Args) =>
          page('Resource', 'contains', of('containerId', record.id), args),
      },
      LinkFacet: { aEnd: ref('aEnd'), zEnd: ref('zEnd') },
    },
    faults: {
      Query: {
        alarm: (_: unknown, { id }: { id: string }) => byId.get(id) ?? null,
        alarms: (_: unknown, args: Args) => page('Query', 'alarms', records, args),
        alarmSummary: () => summary(records),
      },
      Mutation: {
        acknowledgeAlarms: (_: unknown, { ids }: { ids: string[] }) => ({
          results: ids.map((id) =>
            byId.has(id)
              ? { id, status: 'APPLIED', alarm: { ...byId.get(id), ackState: 'ACKNOWLEDGED' } }
              : { id, status: 'FAILED', error: { code: 'NOT_FOUND', message: 'Unknown.' } },
          ),
        }),
      },
      Alarm: { ...entity, alarmedObject: ref('alarmedObject'), parentAlarm: ref('parentAlarm') },
      Resource: {
        ...entity,
        alarms: (record: TestRecord, args: Args) =>
          page('Resource', 'alarms', of('alarmedObjectId', record.id), args),
        alarmSummary: (record: TestRecord) => summary(of('alarmedObjectId', record.id)),
      },
    },
    services: {
      Query: {
        service: (_: unknown, { id }: { id: string }) => byId.get(id) ?? null,
        services: (_: unknown, args: Args) => page('Query', 'services', records, args),
      },
      Service: entity,
      Customer: entity,
      Resource: {
        ...entity,
        services: (record: TestRecord, args: Args) =>
          page('Resource', 'services', of('resourceId', record.id), args),
      },
    },
  };
  return resolvers[domain];
}

/** Conditions are lists of values; "source" is that of the id. */
function matches(record: TestRecord, filter: NonNullable<Args['filter']>): boolean {
  return Object.entries(filter).every(
    ([field, values]) =>
      !values || values.includes(field === 'source' ? record.id.split('/')[0] : record[field]),
  );
}

function summary(alarms: readonly TestRecord[]): unknown {
  const count = (severity: string): number =>
    alarms.filter((alarm) => alarm['perceivedSeverity'] === severity).length;
  const worst =
    ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INDETERMINATE'].find((severity) => count(severity) > 0) ??
    null;
  return {
    critical: count('CRITICAL'),
    major: count('MAJOR'),
    minor: count('MINOR'),
    warning: count('WARNING'),
    indeterminate: count('INDETERMINATE'),
    unacknowledged: alarms.length,
    worst,
    complete: true,
  };
}
