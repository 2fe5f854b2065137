/** The rules of the contracts, over owners, contributors and members that hold a share each. */
import { describe, expect, test } from '@jest/globals';
import { TributaryError } from '#schema/errors.ts';
import { ask } from '../testing/ask.ts';
import { type TestRecord, recordMember } from '../testing/record-member.ts';

const RESOURCE_FIELDS = [
  'name',
  'link',
  'equipment',
  'technology',
  'identifiers',
  'ancestorIds',
  'formerIds',
  'location',
];

function contributor(source: string, ...records: TestRecord[]) {
  return recordMember('inventory', source, records, {
    role: 'CONTRIBUTES',
    contributes: { Resource: RESOURCE_FIELDS },
  });
}

const identifier = (value: string, source: string, more: object = {}): object => ({
  type: 'NAME',
  scope: null,
  value,
  source,
  ...more,
});

const owner = () =>
  recordMember('inventory', 'own', [
    {
      id: 'own/r1',
      name: null,
      technology: ['IP', 'OPTICAL'],
      ancestorIds: ['own/r2', 'own/site'],
      identifiers: [identifier('r1', 'own'), identifier('R1', 'own')],
      equipment: { vendor: 'Nokia', model: null, slot: null },
      link: { aEndId: 'own/r2', zEndId: null },
    },
    { id: 'own/r2', name: 'r2' },
    { id: 'own/r3', name: 'r3' },
  ]);
const first = () =>
  contributor('first', {
    id: 'own/r1',
    name: 'by first',
    technology: ['RAN', 'IP'],
    ancestorIds: ['own/other'],
    identifiers: [identifier('r1', 'own'), identifier('r1', 'first')],
    equipment: { vendor: 'Cisco', model: 'M1', slot: null },
    location: { country: 'FR', latitude: 0 },
  });
const second = () =>
  contributor('second', {
    id: 'own/r1',
    name: 'by second',
    technology: null,
    equipment: { vendor: 'Huawei', model: 'M2', slot: '7' },
    link: { aEndId: 'own/r3', zEndId: 'own/r3' },
    location: { country: 'DE', latitude: 48.1, clli: 'X' },
  });

describe('owner and contributors', () => {
  const query = `{ resource(id: "own/r1") { n: name technology ancestorIds ids: identifiers { v: value s: source } formerIds
    equipment { vendor model slot } location { country latitude clli } link { aEnd { name } zEnd { id } } } }`;

  test('the first that is not null, the owner before contributors, those as they are configured', async () => {
    expect((await ask([first(), owner(), second()], query)).data).toEqual({
      resource: {
        n: 'by first',
        technology: ['IP', 'OPTICAL', 'RAN'],
        ancestorIds: ['own/r2', 'own/site'],
        ids: [
          { v: 'r1', s: 'own' },
          { v: 'R1', s: 'own' },
          { v: 'r1', s: 'first' },
        ],
        formerIds: null,
        equipment: { vendor: 'Nokia', model: 'M1', slot: '7' },
        location: { country: 'FR', latitude: 0, clli: 'X' },
        link: { aEnd: { name: 'r2' }, zEnd: { id: 'own/r3' } },
      },
    });
    const { data } = await ask([second(), owner(), first()], query);
    expect(data).toMatchObject({
      resource: {
        n: 'by second',
        equipment: { vendor: 'Nokia', model: 'M2', slot: '7' },
        location: { country: 'DE', latitude: 48.1 },
      },
    });
  });

  test('where the owner is away contributors still tell, and it is said who is missing', async () => {
    const away = owner();
    away.failure = new TributaryError('SOURCE_TIMEOUT', 'Too late.');
    const { data, errors } = await ask(
      [away, first(), second()],
      '{ resource(id: "own/r1") { name kind equipment { vendor } } }',
    );
    expect(data).toEqual({ resource: { name: 'by first', kind: null, equipment: { vendor: 'Cisco' } } });
    expect(errors).toMatchObject([{ path: ['resource'], extensions: { source: 'own' } }]);
  });

  test('what a contributor says in passing of another record is not all that it knows of it', async () => {
    const linker = contributor(
      'linker',
      { id: 'own/r2', name: null, link: { aEndId: 'own/r3' } },
      { id: 'own/r3', equipment: { vendor: 'Ciena' } },
    );
    const knowing = linker.execute;
    // By the contract, a reference to what others minted is its id and nulls.
    linker.execute = async (request, call) => {
      const response = await knowing(request, call);
      const text = JSON.stringify(response).replace(
        '"aEnd":{"equipment":{"vendor":"Ciena"}',
        '"aEnd":{"equipment":null',
      );
      return JSON.parse(text) as typeof response;
    };
    const { data } = await ask(
      [owner(), linker],
      '{ resource(id: "own/r2") { link { aEnd { equipment { vendor } name } } } }',
    );
    expect(data).toEqual({ resource: { link: { aEnd: { equipment: { vendor: 'Ciena' }, name: 'r3' } } } });
  });
});

describe('a list of entities', () => {
  test('is one entry per id, position by position, and complete only where everybody is', async () => {
    const a = recordMember('inventory', 'a', [
      { id: 'a/1', name: 'x' },
      { id: 'a/2', name: 'y' },
    ]);
    const b = recordMember('inventory', 'b', [
      { id: 'b/1', name: 'x' },
      { id: 'a/1', name: 'x' },
    ]);
    const query = `{ r: resolve(keys: [{ type: NAME, value: "x" }, { type: NAME, value: "y" }, { type: NAME, value: "z" }]) { c: candidates { i: id name } complete } }`;
    const { data } = await ask([a, b], query);
    expect(data).toEqual({
      r: [
        {
          c: [
            { i: 'a/1', name: 'x' },
            { i: 'b/1', name: 'x' },
          ],
          complete: true,
        },
        { c: [{ i: 'a/2', name: 'y' }], complete: true },
        { c: [], complete: true },
      ],
    });
    const short = b.execute;
    b.execute = async (request, call) => {
      const { data } = await short(request, call);
      return { data: { _t_as_r: ((data?.['_t_as_r'] ?? []) as unknown[]).slice(0, 1) } };
    };
    expect((await ask([a, b], query)).data).toMatchObject({
      r: [{ complete: true }, { complete: false }, { complete: false }],
    });
  });
});

describe('mutations', () => {
  const alarm = (id: string, object: string | null = null): TestRecord => ({
    id,
    alarmReportingTime: '2026-01-01T00:00:00.000Z',
    alarmedObjectId: object,
  });
  const members = () => {
    const west = recordMember('faults', 'west', [alarm('west/1', 'own/r1'), alarm('west/2')]);
    const east = recordMember('faults', 'east', [alarm('east/1', 'own/r2')]);
    const services = recordMember('services', 'crm', [{ id: 'crm/s', name: 'S', resourceId: 'own/r1' }]);
    return { west, east, services, all: [west, east, services, owner()] };
  };

  test('run in order, each over its own sources, and are read through other domains', async () => {
    const { west, east, all } = members();
    const order: string[] = [];
    for (const member of [west, east]) {
      const { execute } = member;
      member.execute = async (request, call) => {
        const name = /([a-z]):(?:un)?acknowledgeAlarms|(clearAlarms)/.exec(request.query);
        order.push(`${member.source} ${name?.[1] ?? name?.[2] ?? 'read'}`);
        const response = await execute(request, call);
        return request.query.includes('clearAlarms') || request.query.includes('unack')
          ? { data: { [request.query.includes('clear') ? 'clearAlarms' : 'b']: null } }
          : response;
      };
    }
    const { data } = await ask(
      all,
      `mutation ($w: [ID!]!, $none: Boolean = false) {
        a: acknowledgeAlarms(ids: $w) { __typename r: results { id alarm { alarmedObject { name services { edges { node { name } } } } } } s: results { st: status __typename } }
        b: unacknowledgeAlarms(ids: ["east/1"]) { results { status } }
        c: acknowledgeAlarms(ids: ["gone/1", "nonsense"], comment: "x") { results { id status error { code } alarm { id } } }
        clearAlarms(ids: ["west/2"]) { results { id status } }
        d: acknowledgeAlarms(ids: ["west/1"]) @include(if: $none) { results { id } }
      }`,
      { w: ['west/2', 'east/1', 'west/1', 'west/2'] },
    );
    expect(order).toEqual(['west a', 'east a', 'east b', 'west clearAlarms']);
    const row = (id: string, object: object | null) => ({ id, alarm: { alarmedObject: object } });
    const s = { st: 'APPLIED', __typename: 'AlarmActionResult' };
    expect(data).toEqual({
      a: {
        __typename: 'AlarmActionPayload',
        r: [
          row('west/2', null),
          row('east/1', { name: 'r2', services: { edges: [] } }),
          row('west/1', { name: null, services: { edges: [{ node: { name: 'S' } }] } }),
          row('west/2', null),
        ],
        s: [s, s, s, s],
      },
      b: { results: [{ status: 'OUTCOME_UNKNOWN' }] },
      c: {
        results: ['gone/1', 'nonsense'].map((id) => ({
          id,
          status: 'FAILED',
          error: { code: 'NOT_FOUND' },
          alarm: null,
        })),
      },
      clearAlarms: { results: [{ id: 'west/2', status: 'OUTCOME_UNKNOWN' }] },
    });
  });
});

describe('who is asked', () => {
  const members = () =>
    ['west', 'east', 'any'].map((name) =>
      recordMember(
        'faults',
        `fm-${name}`,
        [
          {
            id: `fm-${name}/1`,
            region: name,
            alarmReportingTime: '2026-01-01T00:00:00.000Z',
            alarmedObjectId: 'own/r1',
          },
        ],
        name === 'any' ? {} : { regions: [name] },
      ),
    );

  test.each<[filter: string, variables: Record<string, unknown>, asked: string[]]>([
    ['{ region: "west" }', {}, ['fm-west', 'fm-any']],
    ['{ region: $r }', { r: ['east', 'north'] }, ['fm-east', 'fm-any']],
    ['{ region: $r }', { r: null }, ['fm-west', 'fm-east', 'fm-any']],
    ['{ region: $r, source: ["fm-west"] }', { r: 'east' }, ['fm-west']],
    ['{ source: $r }', { r: ['fm-any', 'fm-east'] }, ['fm-east', 'fm-any']],
    ['$f', { f: { source: 'fm-any' } }, ['fm-any']],
    ['$f', { f: null }, ['fm-west', 'fm-east', 'fm-any']],
    ['$f', {}, ['fm-west', 'fm-east', 'fm-any']],
  ])('for %s with %p', async (filter, variables, asked) => {
    for (const query of [
      `alarms(filter: ${filter}) { totalCount }`,
      `resource(id: "own/r1") { alarms(filter: ${filter}) { complete } }`,
    ]) {
      const declared = ['$r: [String!]', '$f: AlarmFilter']
        .filter((text) => filter.includes(text.slice(0, 2)))
        .join(', ');
      const all = [...members(), owner()];
      const { errors, extensions } = await ask(
        all,
        `query Q${declared && `(${declared})`} { ${query} }`,
        variables,
      );
      expect(errors).toBeUndefined();
      const sources = (extensions?.['sources'] ?? []) as { source: string; domain: string }[];
      expect(sources.filter(({ domain }) => domain === 'faults').map(({ source }) => source)).toEqual(asked);
    }
  });
});
