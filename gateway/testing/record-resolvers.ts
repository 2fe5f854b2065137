/** The contracts answered from records in memory, by graphql-js alone. It has never heard of members, plans or rounds. */
import { type GraphQLFieldResolver, defaultFieldResolver } from 'graphql';
import { decodeCursor, encodeCursor } from '#schema/cursor.ts';
import type { Domain } from '#schema/domains.ts';
import { compareKeys } from '#schema/order.ts';
import { contractRules } from '#schema/rules.ts';

/** A record; references are ids under `<field>Id`, in facets too. */
export type TestRecord = Readonly<Record<string, unknown>> & { readonly id: string };

export const SHELVES = [
  'resources',
  'relationships',
  'alarms',
  'faultSources',
  'services',
  'customers',
] as const;
export type Shelf = (typeof SHELVES)[number];

/** What questions are answered from. */
export interface Holdings {
  /** In the order in which lists without an order of their own are answered. */
  list(shelf: Shelf): readonly TestRecord[];
  find(type: string, id: string): TestRecord | undefined;
  readonly manner: Manner;
}

/** How it answers, besides what. */
export interface Manner {
  /** The most edges of a page, whatever is asked. */
  readonly cap?: number | undefined;
  /** Of what it is not asked for by its id, it says the id alone. */
  readonly bareInPassing?: boolean | undefined;
  /** The source that it speaks for: what others minted it lists and does not count. Without it, everything is its own. */
  readonly source?: string | undefined;
  /** What it says is not complete. */
  readonly behind?: boolean | undefined;
}

/** An entity that was asked for by its id. */
export interface Asked {
  readonly id: string;
  readonly asked: true;
}

export const SHELF_OF: Readonly<Record<string, Shelf>> = {
  Resource: 'resources',
  Alarm: 'alarms',
  Service: 'services',
  Customer: 'customers',
};

/** Records by shelf; actions change the alarms of these holdings and of no others. */
export function holdingsOf(
  records: Partial<Record<Shelf, readonly TestRecord[]>>,
  manner: Manner = {},
): Holdings {
  const copies = { ...records, alarms: (records.alarms ?? []).map((alarm) => ({ ...alarm })) };
  const byId = new Map<Shelf | undefined, Map<string, TestRecord>>();
  for (const shelf of SHELVES)
    byId.set(shelf, new Map((copies[shelf] ?? []).map((record) => [record.id, record])));
  return {
    list: (shelf) => copies[shelf] ?? [],
    find: (type, id) => byId.get(SHELF_OF[type])?.get(id),
    manner,
  };
}

interface Args {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly ids: readonly string[];
  readonly first?: number;
  readonly after?: string | null;
  readonly orderBy?: string;
  readonly filter?: Filter | null;
}
type Filter = Readonly<Record<string, unknown>>;
type Resolve = (record: TestRecord, args: Args, holdings: Holdings) => unknown;

/** For every field of every type; the holdings are the context. */
export const recordResolver: GraphQLFieldResolver<unknown, Holdings> = (parent, args, holdings, info) => {
  const type = info.parentType.name;
  const { id, asked } = (parent ?? {}) as Partial<Asked>;
  const known = SHELF_OF[type] && id !== undefined && (asked || !holdings.manner.bareInPassing);
  const record = known ? (holdings.find(type, id) ?? parent) : parent;
  const resolve = RESOLVERS[type]?.[info.fieldName];
  return resolve
    ? resolve(record as TestRecord, args as Args, holdings)
    : defaultFieldResolver(record, args, holdings, info);
};

const to =
  (key: string): Resolve =>
  (record) =>
    typeof record[key] === 'string' ? { id: record[key] } : null;

const lookup =
  (type: string): Resolve =>
  (_, { id }, holdings) =>
    holdings.find(type, id) ? { id } : null;

/** A page of what a shelf holds, or of what it holds of one record. */
const pageOf =
  (domain: Domain, type: string, field: string, shelf: Shelf, key?: string): Resolve =>
  (record, args, holdings) => {
    const all = holdings.list(shelf);
    const records = key === undefined ? all : of(all, key, record.id);
    return page(holdings, domain, type, field, records, args, ({ id }) => isOwn(holdings, id));
  };

const isOwn = ({ manner: { source } }: Holdings, id: string): boolean =>
  source === undefined || id.startsWith(`${source}/`);

function of(records: readonly TestRecord[], key: string, id: string): readonly TestRecord[] {
  return records.filter((record) => {
    const value = record[key];
    return Array.isArray(value) ? value.includes(id) : value === id;
  });
}

function page(
  { manner: { cap = Number.MAX_SAFE_INTEGER, behind } }: Holdings,
  domain: Domain,
  type: string,
  field: string,
  records: readonly TestRecord[],
  args: Args,
  counts: (record: TestRecord) => boolean = () => true,
): unknown {
  const order = contractRules(domain).order(type, field, args.orderBy);
  const keys = (record: TestRecord) => order.keys.map((key) => (record[key.field] ?? null) as string | null);
  const after = args.after == null ? null : decodeCursor(order, args.after);
  const all = records
    .filter((record) => matches(record, args.filter ?? {}))
    .toSorted((a, b) => compareKeys(order, keys(a), keys(b)));
  const rest = after ? all.filter((record) => compareKeys(order, keys(record), after) > 0) : all;
  const edges = rest.slice(0, Math.min(args.first ?? 50, cap)).map((record) => ({
    ...record,
    cursor: encodeCursor(order, keys(record)),
    node: { id: record.id },
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rest.length > edges.length,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: all.filter(counts).length,
    complete: !behind,
  };
}

/** Conditions are lists of values, or one value; "source" is that of the id. */
function matches(record: TestRecord, filter: Filter): boolean {
  return Object.entries(filter).every(([field, wanted]) => {
    if (wanted === null || wanted === undefined) return true;
    const value = field === 'source' ? record.id.split('/')[0] : record[field];
    if (Array.isArray(wanted)) return wanted.includes(value);
    if (typeof wanted === 'object') return value === (wanted as { equals?: unknown }).equals;
    return value === wanted;
  });
}

const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INDETERMINATE'];

function summary(holdings: Holdings, listed: readonly TestRecord[]): unknown {
  const alarms = listed.filter(({ id }) => isOwn(holdings, id));
  const count = (severity: string): number =>
    alarms.filter((alarm) => alarm['perceivedSeverity'] === severity).length;
  return {
    ...Object.fromEntries(SEVERITIES.map((severity) => [severity.toLowerCase(), count(severity)])),
    unacknowledged: alarms.filter((alarm) => alarm['ackState'] !== 'ACKNOWLEDGED').length,
    worst: SEVERITIES.find((severity) => count(severity) > 0) ?? null,
    complete: !holdings.manner.behind,
  };
}

/** A row per id; the alarm after the action. */
const action =
  (change: (alarm: TestRecord, args: Args) => Filter): Resolve =>
  (_, args, holdings) => ({
    results: args.ids.map((id) => {
      const alarm = holdings.find('Alarm', id);
      if (!alarm) return { id, status: 'FAILED', error: { code: 'NOT_FOUND', message: 'Unknown.' } };
      Object.assign(alarm, change(alarm, args));
      return { id, status: 'APPLIED', alarm: { id } };
    }),
  });

const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
  Query: {
    resource: lookup('Resource'),
    resources: pageOf('inventory', 'Query', 'resources', 'resources'),
    // `calls`: what a contributor calls a record of others.
    resolve: (_, { keys, filter, basis }, holdings) =>
      (keys as { value: string }[]).map(({ value }) => ({
        candidates: holdings
          .list('resources')
          .filter(
            ({ name, calls }) =>
              name === value || (basis !== 'INVENTORY' && Array.isArray(calls) && calls.includes(value)),
          )
          .filter((record) => matches(record, filter ?? {}))
          .map(({ id }) => ({ id })),
        complete: !holdings.manner.behind,
      })),
    alarm: lookup('Alarm'),
    alarms: pageOf('faults', 'Query', 'alarms', 'alarms'),
    alarmSummary: (_, { filter }, holdings) =>
      summary(
        holdings,
        holdings.list('alarms').filter((alarm) => matches(alarm, filter ?? {})),
      ),
    faultSources: (_, __, holdings) => holdings.list('faultSources'),
    service: lookup('Service'),
    services: pageOf('services', 'Query', 'services', 'services'),
    customer: lookup('Customer'),
    customers: pageOf('services', 'Query', 'customers', 'customers'),
  },
  Mutation: {
    acknowledgeAlarms: action(() => ({ ackState: 'ACKNOWLEDGED' })),
    unacknowledgeAlarms: action(() => ({ ackState: 'UNACKNOWLEDGED' })),
    clearAlarms: action(() => ({ state: 'CLEARED' })),
    commentAlarms: action(({ comments }, { comment }) => {
      const before = Array.isArray(comments) ? (comments as unknown[]) : [];
      const time = `2026-01-02T00:00:00.${String(before.length).padStart(3, '0')}Z`;
      return { comments: [...before, { time, user: null, text: comment }] };
    }),
  },
  Resource: {
    container: to('containerId'),
    device: to('deviceId'),
    site: to('siteId'),
    contains: pageOf('inventory', 'Resource', 'contains', 'resources', 'containerId'),
    relationships: ({ id }, args, holdings) => {
      const wanted = args['direction'] === 'BOTH' ? {} : { direction: args['direction'] };
      const edges = of(holdings.list('relationships'), 'ofId', id);
      const filter = { ...wanted, type: args['type'] ?? null };
      return page(holdings, 'inventory', 'Resource', 'relationships', edges, { ...args, filter });
    },
    alarms: pageOf('faults', 'Resource', 'alarms', 'alarms', 'alarmedObjectId'),
    alarmSummary: ({ id }, _, holdings) =>
      summary(holdings, of(holdings.list('alarms'), 'alarmedObjectId', id)),
    services: pageOf('services', 'Resource', 'services', 'services', 'resourceId'),
  },
  PortFacet: { link: to('linkId') },
  LinkFacet: { aEnd: to('aEndId'), zEnd: to('zEndId') },
  FunctionFacet: { host: to('hostId') },
  Alarm: {
    alarmedObject: to('alarmedObjectId'),
    managedElement: to('managedElementId'),
    parentAlarm: to('parentAlarmId'),
  },
  Service: {
    customer: to('customerId'),
    supportingServices: ({ supportingIds }, args, holdings) => {
      const ids = ((supportingIds ?? []) as string[]).map((id) => ({ id }));
      return page(holdings, 'services', 'Service', 'supportingServices', ids, args);
    },
    dependentServices: pageOf('services', 'Service', 'dependentServices', 'services', 'supportingIds'),
    supportingResources: ({ supports }, args, holdings) =>
      page(
        holdings,
        'services',
        'Service',
        'supportingResources',
        (supports ?? []) as readonly TestRecord[],
        args,
      ),
  },
  Customer: { services: pageOf('services', 'Customer', 'services', 'services', 'customerId') },
};
