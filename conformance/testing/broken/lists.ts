/** Lists: their order, their pages, their cursors, their counts. */
import { TributaryError } from '#schema/errors.ts';
import { compareKeys, keysOf } from '#schema/order.ts';
import { type Broken, inConnections, inData, withAlarms } from './broken.ts';
import { clamped, flipped, isOurs, named, pageFrom, shifted } from './pages.ts';

export const BROKEN_LISTS: readonly Broken[] = [
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
    law: 'aliases',
    what: 'the first page under every alias',
    domain: 'inventory',
    answer: inData((object) => ('_t_c' in object ? { ...object, _t_c: object['_t_a'] } : object)),
  },
  {
    law: 'aliases',
    what: 'less under the second alias',
    says: 'must be the same twice',
    domain: 'inventory',
    answer: inData((object) =>
      '_t_b' in object ? { ...object, _t_b: { ...(object['_t_b'] as object), edges: [] } } : object,
    ),
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
    law: 'cursors',
    what: 'a name of its own for each order',
    says: 'a cursor must be one of the order',
    domain: 'faults',
    request: (asked) => ({
      ...asked,
      variables: {
        ...asked.variables,
        after: named(asked.variables['after'], (name) => name.replace(/^my /, '')),
      },
    }),
    answer: inData((object) => {
      const names = ['cursor', 'startCursor', 'endCursor'].filter((name) => name in object);
      const mine = (name: string) => `my ${name}`;
      return { ...object, ...Object.fromEntries(names.map((name) => [name, named(object[name], mine)])) };
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
    law: 'page-info',
    what: 'never a startCursor',
    says: 'startCursor must be',
    domain: 'services',
    answer: inData((object) => ('startCursor' in object ? { ...object, startCursor: null } : object)),
  },
  {
    law: 'page-info',
    what: 'never a endCursor',
    says: 'endCursor must be',
    domain: 'services',
    answer: inData((object) => ('endCursor' in object ? { ...object, endCursor: null } : object)),
  },
  {
    law: 'page-info',
    what: 'never a hasPreviousPage',
    says: 'hasPreviousPage must be',
    domain: 'services',
    answer: inData((object) =>
      'hasPreviousPage' in object ? { ...object, hasPreviousPage: false } : object,
    ),
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
];
