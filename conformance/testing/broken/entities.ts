/** Records by their ids, and what leads to them. */
import { NOBODY } from '../../law.ts';
import { type Broken, everywhere, inData, inEntities } from './broken.ts';

const EMPTY = {
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: 0,
  complete: true,
};

export const BROKEN_ENTITIES: readonly Broken[] = [
  {
    law: 'entities-order',
    what: 'the other way round',
    domain: 'faults',
    answer: inEntities((entities) => entities.toReversed()),
  },
  {
    law: 'entities-order',
    what: 'what is asked for twice is answered once',
    says: 'There must be',
    domain: 'faults',
    answer: inEntities((entities) =>
      entities.filter((entity, i) => entities.findIndex((one) => one?.['id'] === entity?.['id']) === i),
    ),
  },
  {
    law: 'entities-order',
    what: 'another type',
    says: 'must be a Alarm',
    domain: 'faults',
    answer: inEntities((entities) => entities.map((entity) => entity && { ...entity, __typename: 'Thing' })),
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
    law: 'entities-malformed',
    what: 'a malformed id takes all others away',
    says: 'beside a malformed id must be answered',
    domain: 'faults',
    answer: (answer) =>
      answer.errors?.some(({ path }) => Array.isArray(path) && path[0] === '_entities' && path.length === 2)
        ? { ...answer, data: null }
        : answer,
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
    law: 'record-by-id',
    what: 'nothing for what lists have',
    says: 'must be that record',
    domain: 'faults',
    answer: (answer) =>
      answer.data && 'alarm' in answer.data ? { ...answer, data: { alarm: null } } : answer,
  },
  {
    law: 'record-by-id',
    what: 'a record that nobody has',
    says: 'must be null',
    domain: 'faults',
    answer: (answer, { variables }) =>
      answer.data && answer.data['alarm'] === null && !answer.errors
        ? { ...answer, data: { alarm: { id: variables['id'] } } }
        : answer,
  },
  {
    law: 'record-by-id',
    what: 'silence about a malformed id',
    says: 'alarm(id: "no-slash")',
    domain: 'faults',
    answer: (answer, { query }) => (query.includes('alarm(id') ? { data: answer.data ?? null } : answer),
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
    law: 'references-own',
    what: 'another record as soon as more than its id is asked for',
    says: 'must be crm/c2',
    domain: 'services',
    answer: inData((object, key) =>
      key === 'customer' && 'name' in object && object['id'] === 'crm/c2'
        ? { ...object, id: 'crm/c1' }
        : object,
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
    law: 'null-not-none',
    what: 'null where everybody can tell',
    says: 'must be empty',
    domain: 'faults',
    answer: inEntities((entities) =>
      entities.map((entity) =>
        entity?.['id'] === `${NOBODY}/${NOBODY}` && 'list' in entity ? { ...entity, list: null } : entity,
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
];
