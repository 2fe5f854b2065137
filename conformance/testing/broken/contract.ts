/** What a member says of itself, and how it writes values. */
import { type Broken, type Rec, inData } from './broken.ts';

export const BROKEN_CONTRACT: readonly Broken[] = [
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
    law: 'freshness',
    what: 'asOf is no instant',
    says: 'asOf must be an instant or null',
    domain: 'faults',
    answer: (answer) => ({ ...answer, extensions: { tributary: { asOf: 'now', stale: false } } }),
  },
  {
    law: 'freshness',
    what: 'what the answer has cost is no count',
    says: 'upstreamCalls must be a whole number or left out',
    domain: 'faults',
    answer: (answer) => ({
      ...answer,
      extensions: { tributary: { asOf: null, stale: false, upstreamCalls: -1 } },
    }),
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
];
