import { describe, expect, test } from '@jest/globals';
import { cursorOf } from '#schema/cursor.ts';
import { contractRules } from '#schema/rules.ts';
import { memberOf, memoryPorts } from '../testing/memory-adapter.ts';
import { ESTATE } from '../testing/estate.ts';

const ENTITIES = (fields: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Resource { ${fields} } } }`;
const resources = (...ids: string[]) => ({ r: ids.map((id) => ({ __typename: 'Resource', id })) });

describe('batching', () => {
  test('the containers of many records are one call, and each is asked for once', async () => {
    const { ask, calls } = memberOf('inv', 'inventory');
    const { data, errors } = await ask(
      '{ resources(first: 100, filter: { kind: [PORT] }) { edges { node { name container { name container { name } } } } } }',
    );
    expect(errors).toBeUndefined();
    const { edges } = (data as { resources: { edges: { node: object }[] } }).resources;
    expect(edges).toHaveLength(6);
    expect(edges[0]?.node).toEqual({
      name: 'Gi0/1',
      container: { name: 'PAR-CR1', container: { name: 'Paris' } },
    });
    expect(calls.map(({ method }) => method)).toEqual(['resources', 'resourcesByIds', 'resourcesByIds']);
    expect(calls[1]?.args).toEqual([['inv/device.a1', 'inv/device.a2', 'inv/device.a3']]);
    expect(calls[2]?.args).toEqual([['inv/site.a1']]);
  });

  test('a connection under many records is one call for each set of arguments', async () => {
    const { ask, calls, counts } = memberOf('inv', 'inventory');
    const { errors } = await ask(
      `{ resources(filter: { kind: [DEVICE] }) { edges { node {
        contains(first: 1) { totalCount edges { node { name } } pageInfo { hasNextPage } }
        same: contains(first: 1, orderBy: ID, filter: null) { complete }
        other: contains(first: 2) { complete }
      } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(counts()).toEqual({ resources: 1, contained: 2 });
    expect(calls[1]?.args[0]).toEqual(['inv/device.a1', 'inv/device.a2', 'inv/device.a3']);
    expect(calls[1]?.args[1]).toMatchObject({ first: 1, after: null, filter: null, order: { name: 'id' } });
  });

  test('no call carries more than 500 ids', async () => {
    const { ask, calls } = memberOf('inv', 'inventory');
    const ids = Array.from({ length: 1001 }, (_, i) => `inv/device.d${1000 + i}`);
    await ask(ENTITIES('name'), resources(...ids));
    expect(calls.map(({ args }) => (args[0] as string[]).length)).toEqual([500, 500, 1]);
  });
});

describe('references', () => {
  test('ids alone cost no call', async () => {
    const { ask, counts } = memberOf('inv', 'inventory');
    const { data } = await ask(
      '{ resource(id: "inv/link.a1") { link { aEnd { id } zEnd { __typename id } } } }',
    );
    expect(data).toEqual({
      resource: {
        link: { aEnd: { id: 'inv/port.b11' }, zEnd: { __typename: 'Resource', id: 'east/port.b77' } },
      },
    });
    expect(counts()).toEqual({ resourcesByIds: 1 });
  });

  test('what another source minted is its id and nulls', async () => {
    const { ask, counts } = memberOf('inv', 'inventory');
    const { data, errors } = await ask(
      '{ resource(id: "inv/link.a1") { link { aEnd { name } zEnd { id name site { id } equipment { vendor } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data?.['resource']).toEqual({
      link: {
        aEnd: { name: 'Gi0/1' },
        zEnd: { id: 'east/port.b77', name: null, site: null, equipment: null },
      },
    });
    expect(counts()).toEqual({ resourcesByIds: 2 });
  });

  test('relationships lead to records of either kind, by cursors of "type direction id"', async () => {
    const { ask } = memberOf('inv', 'inventory');
    const { data } = await ask(
      '{ resource(id: "inv/device.a1") { relationships { edges { cursor type direction role node { id name } } } } }',
    );
    const order = contractRules('inventory').order('Resource', 'relationships');
    expect(data?.['resource']).toEqual({
      relationships: {
        edges: [
          {
            cursor: cursorOf(order, { type: 'CONNECTS', direction: 'OUT', id: 'east/device.a9' }),
            type: 'CONNECTS',
            direction: 'OUT',
            role: null,
            node: { id: 'east/device.a9', name: null },
          },
          {
            cursor: cursorOf(order, { type: 'CONNECTS', direction: 'OUT', id: 'inv/device.a2' }),
            type: 'CONNECTS',
            direction: 'OUT',
            role: 'peer',
            node: { id: 'inv/device.a2', name: 'PAR-CR2' },
          },
        ],
      },
    });
  });
});

describe('_entities', () => {
  test('keeps the order, knows what it holds, and has an id and nulls for what it does not', async () => {
    const { ask, calls } = memberOf('inv', 'inventory');
    const { data, errors } = await ask(
      ENTITIES('__typename id name contains { edges { node { id } } complete }'),
      resources('inv/device.a2', 'inv/device.gone', 'east/device.a1', 'inv/device.a1'),
    );
    expect(errors).toBeUndefined();
    const none = { edges: [], complete: true };
    const ports = (n: number): object => ({
      edges: [{ node: { id: `inv/port.b${n}1` } }, { node: { id: `inv/port.b${n}2` } }],
      complete: true,
    });
    const __typename = 'Resource';
    expect(data?.['_entities']).toEqual([
      { __typename, id: 'inv/device.a2', name: 'PAR-CR2', contains: ports(2) },
      { __typename, id: 'inv/device.gone', name: null, contains: none },
      { __typename, id: 'east/device.a1', name: null, contains: none },
      { __typename, id: 'inv/device.a1', name: 'PAR-CR1', contains: ports(1) },
    ]);
    const byIds = calls.filter(({ method }) => method === 'resourcesByIds');
    expect(byIds.map(({ args }) => args[0])).toEqual([['inv/device.a2', 'inv/device.gone', 'inv/device.a1']]);
  });

  test('a representation without a usable id is refused alone', async () => {
    const { ask } = memberOf('inv', 'inventory');
    const { data, errors } = await ask(ENTITIES('name'), resources('nonsense', 'inv/device.a1'));
    expect(data?.['_entities']).toEqual([null, { name: 'PAR-CR1' }]);
    expect(errors).toMatchObject([
      { path: ['_entities', 0], extensions: { code: 'INVALID_ID', domain: 'inventory' } },
    ]);
  });
});

describe('roots', () => {
  test('an unknown resource is null, that of another source is not asked for', async () => {
    const { ask, counts } = memberOf('inv', 'inventory');
    const { data } = await ask(
      '{ a: resource(id: "inv/device.gone") { id } b: resource(id: "east/device.a1") { id } }',
    );
    expect(data).toEqual({ a: null, b: null });
    expect(counts()).toEqual({ resourcesByIds: 1 });
  });

  test('resolve gives one answer per key, in order', async () => {
    const { ask } = memberOf('inv', 'inventory');
    const { data } = await ask(
      'query ($k: [IdentifierInput!]!) { resolve(keys: $k) { complete candidates { id ancestorIds } } }',
      { k: ['par-cr2', 'nobody', 'gi0/1'].map((value) => ({ type: 'NAME', value })) },
    );
    expect(data?.['resolve']).toMatchObject([
      { complete: true, candidates: [{ id: 'inv/device.a2', ancestorIds: ['inv/site.a1'] }] },
      { complete: true, candidates: [] },
      {
        complete: true,
        candidates: [{ id: 'inv/port.b11' }, { id: 'inv/port.b21' }, { id: 'inv/port.b31' }],
      },
    ]);
  });

  test('resolve keeps to those who may be meant', async () => {
    const { ask } = memberOf('inv', 'inventory');
    const among = async (filter: object) => {
      const { data } = await ask(
        'query ($f: ResolutionFilter) { resolve(keys: [{ type: NAME, value: "par-cr2" }], filter: $f) { candidates { id } } }',
        { f: filter },
      );
      return data?.['resolve'];
    };
    const found = [{ candidates: [{ id: 'inv/device.a2' }] }];
    expect(await among({})).toEqual(found);
    expect(await among({ source: ['inv', 'other'] })).toEqual(found);
    expect(await among({ source: ['other'] })).toEqual([{ candidates: [] }]);
    expect(await among({ region: ['nowhere'] })).toEqual([{ candidates: [] }]);
  });

  test('a list goes on strictly after its cursor', async () => {
    const { ask } = memberOf('inv', 'inventory');
    const query = `query ($after: String) { resources(first: 2, after: $after, orderBy: NAME) {
      edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    interface Resources {
      readonly edges: readonly { cursor: string; node: { id: string } }[];
      readonly pageInfo: Readonly<Record<string, unknown>>;
    }
    const ids: string[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const { data, errors } = await ask(query, { after });
      expect(errors).toBeUndefined();
      const { edges, pageInfo } = (data as { resources: Resources }).resources;
      ids.push(...edges.map(({ node }) => node.id));
      expect(pageInfo['hasPreviousPage']).toBe(after !== null);
      expect(pageInfo['startCursor']).toBe(edges[0]?.cursor);
      expect(pageInfo['endCursor']).toBe(edges.at(-1)?.cursor);
      more = pageInfo['hasNextPage'] === true;
      after = pageInfo['endCursor'] as string;
    }
    expect(ids).toHaveLength(ESTATE.resources.length);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a contributor', () => {
  const { resourcesByIds } = memoryPorts().inventory as { resourcesByIds: never };
  const contributor = () =>
    memberOf('zbx', 'inventory', { inventory: { resourcesByIds } }, { role: 'CONTRIBUTES' });

  test('is asked for records that others minted', async () => {
    const { ask } = contributor();
    const { data } = await ask(
      '{ resource(id: "inv/device.a1") { name } none: resource(id: "inv/device.zz") { name } }',
    );
    expect(data).toEqual({ resource: { name: 'PAR-CR1' }, none: null });
    const entities = await ask(ENTITIES('id name'), resources('inv/device.a2', 'inv/device.zz'));
    expect(entities.data?.['_entities']).toEqual([
      { id: 'inv/device.a2', name: 'PAR-CR2' },
      { id: 'inv/device.zz', name: null },
    ]);
  });

  test('has empty lists and recognises nobody', async () => {
    const { ask } = contributor();
    const { data, errors } = await ask(
      `{ resources { complete totalCount edges { cursor } }
         resolve(keys: [{ type: NAME, value: "PAR-CR1" }]) { complete candidates { id } }
         resource(id: "inv/device.a1") { contains { totalCount complete } relationships { totalCount complete } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      resources: { complete: true, totalCount: 0, edges: [] },
      resolve: [{ complete: true, candidates: [] }],
      resource: {
        contains: { totalCount: 0, complete: true },
        relationships: { totalCount: 0, complete: true },
      },
    });
  });

  test('recognises what it has bound, where its word counts, and says when it does not know yet', async () => {
    const knownAs = async (keys: readonly { readonly value: string }[]) =>
      keys.map(({ value }) => ({
        bound: value === 'Paris core 1' ? [{ id: 'inv/device.a1', region: 'west' }] : [],
        complete: value !== 'new',
      }));
    const { ask } = memberOf(
      'zbx',
      'inventory',
      { inventory: { resourcesByIds, knownAs } },
      { role: 'CONTRIBUTES' },
    );
    const resolved = async (more = '') => {
      const { data, errors } = await ask(
        `query ($k: [IdentifierInput!]!) { resolve(keys: $k${more}) { complete candidates { id name } } }`,
        { k: ['new', 'Paris core 1', 'nobody'].map((value) => ({ type: 'NAME', value })) },
      );
      expect(errors).toBeUndefined();
      return data?.['resolve'];
    };
    const none = { complete: true, candidates: [] };
    const known = { complete: true, candidates: [{ id: 'inv/device.a1', name: 'PAR-CR1' }] };
    expect(await resolved()).toEqual([{ complete: false, candidates: [] }, known, none]);
    expect(await resolved(', basis: INVENTORY')).toEqual([none, none, none]);
    expect((await resolved(', filter: { region: ["west"] }'))?.[1 as never]).toEqual(known);
    expect((await resolved(', filter: { region: ["east"] }'))?.[1 as never]).toEqual(none);
    expect((await resolved(', filter: { source: ["zbx"] }'))?.[1 as never]).toEqual(none);
  });
});
