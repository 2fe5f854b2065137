/** For each law a member that is good but for one thing. */
import type { Domain } from '#schema/domains.ts';
import { encodeCursor } from '#schema/cursor.ts';
import { TributaryError } from '#schema/errors.ts';
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { FaultsPort } from '#schema/ports/faults.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';
import { NOBODY, type Options } from '../law.ts';
import { isRecord } from '../member.ts';

type Rec = Record<string, unknown>;

export interface Asked {
  readonly query: string;
  readonly variables: Rec;
}

export interface Answered {
  data?: Rec | null;
  errors?: Rec[];
  extensions?: Rec;
}

export interface Broken {
  readonly law: string;
  readonly what: string;
  readonly domain: Domain;
  readonly faults?: (port: FaultsPort) => FaultsPort;
  readonly request?: (asked: Asked) => Asked;
  readonly answer?: (answer: Answered, asked: Asked) => Answered;
  readonly options?: Partial<Options>;
}

/** A copy with every object inside changed, inner ones first. */
function everywhere(value: unknown, change: (object: Rec, key: string) => Rec, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => everywhere(one, change, key));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, everywhere(inner, change, name)]);
  return change(Object.fromEntries(entries) as Rec, key);
}

const inData =
  (change: (object: Rec, key: string) => Rec) =>
  (answer: Answered): Answered => ({
    ...answer,
    data: (everywhere(answer.data ?? null, change) as Rec | undefined) ?? null,
  });
const inConnections = (change: (connection: Rec) => Rec) =>
  inData((object) => (Array.isArray(object['edges']) ? change(object) : object));
const inEntities =
  (change: (entities: (Rec | null)[]) => unknown[]) =>
  (answer: Answered): Answered => {
    const entities = answer.data?.['_entities'];
    return Array.isArray(entities)
      ? { ...answer, data: { ...answer.data, _entities: change(entities as Rec[]) } }
      : answer;
  };
const inFilter =
  (change: (filter: Rec) => Rec) =>
  (asked: Asked): Asked => {
    const filter = asked.variables['filter'];
    return isRecord(filter) ? { ...asked, variables: { ...asked.variables, filter: change(filter) } } : asked;
  };
const withAlarms =
  (alarms: (good: FaultsPort['alarms']) => FaultsPort['alarms']) =>
  (port: FaultsPort): FaultsPort => ({
    ...port,
    alarms: alarms(port.alarms),
  });

/** Everything a list has, and the page of it that begins where `begins` says. */
async function pageFrom<Item extends object, Request extends PageRequest>(
  list: (request: Request) => Promise<Page<Item>>,
  request: Request,
  begins: (order: Order, item: Item, after: readonly KeyValue[], all: readonly Item[]) => boolean,
): Promise<Page<Item>> {
  const all = await list({ ...request, first: 1000, after: null });
  const { after, order } = request;
  const from = after === null ? 0 : all.items.findIndex((item) => begins(order, item, after, all.items));
  const items = from < 0 ? [] : all.items.slice(from, from + request.first);
  return { ...all, items, hasNextPage: from >= 0 && from + request.first < all.items.length };
}

function flipped(order: Order): Order {
  return { ...order, keys: order.keys.map((key) => ({ ...key, descending: !key.descending })) };
}

function cursorKeys(cursor: string): KeyValue[] {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as KeyValue[];
}

/** The same place, told by an id that is not the record's. */
function shifted(cursor: unknown): unknown {
  if (typeof cursor !== 'string') return cursor;
  const [name, ...keys] = cursorKeys(cursor);
  return encodeCursor({ name: String(name), keys: [] }, [...keys.slice(0, -1), `${String(keys.at(-1))}+`]);
}

function isOurs(cursor: unknown): boolean {
  try {
    return typeof cursor !== 'string' || !String(cursorKeys(cursor)[0]).startsWith('region');
  } catch {
    return true;
  }
}

function clamped(asked: Asked): Asked {
  const first = asked.variables['first'];
  if (typeof first !== 'number') return asked;
  return { ...asked, variables: { ...asked.variables, first: Math.min(Math.max(first, 1), 1000) } };
}

const EMPTY = {
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: 0,
  complete: true,
};

let acknowledged = 0;

export const BROKEN: readonly Broken[] = [
  {
    law: 'service-sdl',
    what: 'another gather rule',
    domain: 'faults',
    answer: inData((object) =>
      'sdl' in object ? { sdl: String(object['sdl']).replace('"SUM"', '"MIN"') } : object,
    ),
  },
  {
    law: 'service-sdl',
    what: 'no text',
    domain: 'faults',
    answer: inData((object) => ('sdl' in object ? { sdl: null } : object)),
  },
  {
    law: 'introspection',
    what: 'a field of the contract is not there',
    domain: 'services',
    answer: inData((object) =>
      object['name'] === 'Customer' && Array.isArray(object['fields'])
        ? { ...object, fields: (object['fields'] as Rec[]).filter(({ name }) => name !== 'tier') }
        : object,
    ),
  },
  {
    law: 'http',
    what: 'a root type of another name',
    domain: 'inventory',
    answer: (answer) =>
      answer.data?.['__typename'] === 'Query' ? { ...answer, data: { __typename: 'RootQuery' } } : answer,
  },
  {
    law: 'freshness',
    what: 'stale is a text',
    domain: 'faults',
    answer: (answer) => ({ ...answer, extensions: { tributary: { asOf: null, stale: 'no' } } }),
  },
  {
    law: 'values',
    what: 'instants with an offset',
    domain: 'faults',
    answer: inData((object) =>
      typeof object['alarmRaisedTime'] === 'string'
        ? { ...object, alarmRaisedTime: '2026-03-01T07:00:00+00:00' }
        : object,
    ),
  },
  {
    law: 'lists',
    what: 'one order of one list is not answered',
    domain: 'faults',
    faults: (port) => ({
      ...port,
      async alarmsOf(ids, request, call) {
        if (request.order.name.startsWith('perceivedSeverity'))
          throw new TributaryError('NOT_SUPPORTED_BY_SOURCE', 'Not by severity.');
        return await port.alarmsOf(ids, request, call);
      },
    }),
  },
  {
    law: 'entities-order',
    what: 'the other way round',
    domain: 'faults',
    answer: inEntities((entities) => entities.toReversed()),
  },
  {
    law: 'entities-unknown',
    what: 'null for what it does not know',
    domain: 'faults',
    answer: inEntities((entities) =>
      entities.map((entity) => (String(entity?.['id']).includes(NOBODY) ? null : entity)),
    ),
  },
  {
    law: 'entities-unknown',
    what: 'a name for what it does not know',
    domain: 'inventory',
    answer: inEntities((entities) =>
      entities.map((entity) =>
        String(entity?.['id']).includes(NOBODY) && entity && 'kind' in entity
          ? { ...entity, name: '?' }
          : entity,
      ),
    ),
  },
  {
    law: 'entities-malformed',
    what: 'silence about a malformed id',
    domain: 'faults',
    answer: ({ errors, ...answer }) => {
      const left =
        errors?.filter(({ path }) => !Array.isArray(path) || path[0] !== '_entities' || path.length !== 2) ??
        [];
      return { ...answer, ...(left.length > 0 && { errors: left }) };
    },
  },
  {
    law: 'entities-same',
    what: 'a field that only lists have',
    domain: 'faults',
    answer: inEntities(
      (entities) =>
        everywhere(entities, (object) =>
          'probableCause' in object ? { ...object, probableCause: null } : object,
        ) as unknown[],
    ),
  },
  {
    law: 'record-by-id',
    what: 'an error for what it does not know',
    domain: 'faults',
    answer: (answer) =>
      answer.data && answer.data['alarm'] === null && !answer.errors
        ? {
            ...answer,
            errors: [
              {
                message: 'Not found.',
                path: ['alarm'],
                extensions: { code: 'UNKNOWN_SOURCE', retryable: false },
              },
            ],
          }
        : answer,
  },
  {
    law: 'references-away',
    what: 'a name for the record of another source',
    domain: 'services',
    answer: inData((object, key) =>
      key === 'customer' && object['id'] === 'other/c9' && 'name' in object
        ? { ...object, name: '?' }
        : object,
    ),
  },
  {
    law: 'references-own',
    what: 'nothing but the id of its own record',
    domain: 'services',
    answer: inData((object, key) =>
      key === 'customer' && 'name' in object ? { ...object, name: null } : object,
    ),
  },
  {
    law: 'null-not-none',
    what: 'empty where only the owner can tell',
    domain: 'services',
    answer: inEntities((entities) =>
      entities.map((entity) =>
        entity?.['id'] === `${NOBODY}/${NOBODY}` && entity['list'] === null
          ? { ...entity, list: EMPTY }
          : entity,
      ),
    ),
  },
  {
    law: 'batched-lists',
    what: 'the list of the first for all',
    domain: 'faults',
    faults: (port) => ({
      ...port,
      async alarmsOf(ids, request, call) {
        const pages = await port.alarmsOf(ids, request, call);
        return pages.map((page) => pages[0] ?? page);
      },
    }),
  },
  {
    law: 'aliases',
    what: 'the first page under every alias',
    domain: 'inventory',
    answer: inData((object) => ('_t_c' in object ? { ...object, _t_c: object['_t_a'] } : object)),
  },
  {
    law: 'order',
    what: 'oldest first',
    domain: 'faults',
    faults: withAlarms((good) => async (request, call) => {
      const all = await good({ ...request, first: 1000, after: null }, call);
      const reversed = async () => ({ ...all, items: all.items.toReversed() });
      return await pageFrom(
        reversed,
        request,
        (order, item, after) => compareKeys(flipped(order), keysOf(order, item), after) > 0,
      );
    }),
  },
  {
    law: 'cursors',
    what: 'keys that are not those of the record',
    domain: 'faults',
    answer: inData((object) => {
      const names = ['cursor', 'startCursor', 'endCursor'].filter((name) => name in object);
      return { ...object, ...Object.fromEntries(names.map((name) => [name, shifted(object[name])])) };
    }),
  },
  {
    law: 'page-sizes',
    what: 'the record of the cursor once more',
    domain: 'faults',
    faults: withAlarms(
      (good) => (request, call) =>
        pageFrom(
          (all) => good(all, call),
          request,
          (order, item, after) => compareKeys(order, keysOf(order, item), after) >= 0,
        ),
    ),
  },
  {
    law: 'page-info',
    what: 'always more',
    domain: 'faults',
    answer: inData((object) => ('hasNextPage' in object ? { ...object, hasNextPage: true } : object)),
  },
  {
    law: 'page-info',
    what: 'never more',
    domain: 'services',
    answer: inData((object) => ('hasNextPage' in object ? { ...object, hasNextPage: false } : object)),
  },
  {
    law: 'cursor-gone',
    what: 'from the beginning where the record is gone',
    domain: 'faults',
    faults: withAlarms(
      (good) => (request, call) =>
        pageFrom(
          (all) => good(all, call),
          request,
          (order, item, after, all) => {
            const known = all.some((one) => compareKeys(order, keysOf(order, one), after) === 0);
            return !known || compareKeys(order, keysOf(order, item), after) > 0;
          },
        ),
    ),
  },
  {
    law: 'cursor-refused',
    what: 'a cursor of another order is passed over',
    domain: 'faults',
    request: (asked) =>
      isOurs(asked.variables['after']) ? asked : { ...asked, variables: { ...asked.variables, after: null } },
  },
  { law: 'page-size-refused', what: 'the nearest size', domain: 'inventory', request: clamped },
  {
    law: 'total-count',
    what: 'one too many',
    domain: 'services',
    answer: inConnections((one) =>
      typeof one['totalCount'] === 'number' ? { ...one, totalCount: one['totalCount'] + 1 } : one,
    ),
  },
  {
    law: 'complete',
    what: 'not said',
    domain: 'services',
    answer: inConnections((one) => ({ ...one, complete: undefined })),
  },
  {
    law: 'complete',
    what: 'said while not in sync',
    domain: 'faults',
    faults: (port) => ({ ...port, faultSource: () => ({ ...port.faultSource(), syncState: 'LOST' }) }),
  },
  {
    law: 'defaults',
    what: 'another page where nothing is given',
    domain: 'faults',
    answer: (answer, { query }) =>
      query.includes('first')
        ? answer
        : inConnections((one) => ({ ...one, edges: (one['edges'] as unknown[]).slice(1) }))(answer),
  },
  {
    law: 'contributor-lists',
    what: 'lists of its own',
    domain: 'inventory',
    options: { role: 'contributes' },
  },
  {
    law: 'filters',
    what: 'a condition is passed over',
    domain: 'faults',
    request: inFilter(({ perceivedSeverity, ...rest }) =>
      Array.isArray(perceivedSeverity) && perceivedSeverity.length > 0
        ? rest
        : { ...rest, perceivedSeverity },
    ),
  },
  {
    law: 'filters',
    what: 'either condition will do',
    domain: 'services',
    request: inFilter((filter) => Object.fromEntries(Object.entries(filter).slice(0, 1))),
  },
  {
    law: 'filter-refused',
    what: 'an empty list is none at all',
    domain: 'inventory',
    request: inFilter((filter) =>
      Object.fromEntries(
        Object.entries(filter).filter(([, value]) => !Array.isArray(value) || value.length > 0),
      ),
    ),
  },
  {
    law: 'open-alarms',
    what: 'cleared ones too',
    domain: 'faults',
    faults: withAlarms(
      (good) => (request, call) =>
        good({ ...request, filter: { state: ['RAISED', 'CLEARED'], ...request.filter } }, call),
    ),
  },
  {
    law: 'alarm-summary',
    what: 'one too many',
    domain: 'faults',
    answer: inData((object) =>
      typeof object['critical'] === 'number' ? { ...object, critical: object['critical'] + 1 } : object,
    ),
  },
  {
    law: 'resolve',
    what: 'the other way round',
    domain: 'inventory',
    answer: (answer) =>
      Array.isArray(answer.data?.['resolve'])
        ? { ...answer, data: { resolve: answer.data['resolve'].toReversed() as unknown } }
        : answer,
  },
  {
    law: 'actions-unknown',
    what: 'rows in another order',
    domain: 'faults',
    options: { mutations: true },
    answer: inData((object) =>
      Array.isArray(object['results']) ? { results: object['results'].toReversed() as unknown } : object,
    ),
  },
  {
    law: 'acknowledge-twice',
    what: 'refused the second time',
    domain: 'faults',
    options: { mutations: true, alarm: 'nms/b1' },
    answer: (answer, { query, variables }) => {
      const twice =
        query.includes(' acknowledgeAlarms') &&
        JSON.stringify(variables).includes('nms/b1') &&
        acknowledged++ > 0;
      return twice
        ? inData((object) => ('status' in object ? { ...object, status: 'FAILED' } : object))(answer)
        : answer;
    },
  },
  {
    law: 'errors',
    what: 'no codes',
    domain: 'faults',
    answer: ({ errors, ...answer }) => ({
      ...answer,
      ...(errors && { errors: errors.map((error) => ({ ...error, extensions: undefined })) }),
    }),
  },
];
