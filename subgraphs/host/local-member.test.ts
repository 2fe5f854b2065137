import { setImmediate as later } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { countCall } from '#adapters/kit/count-calls.ts';
import type { Log } from '#adapters/kit/log.ts';
import { supergraphText } from '#schema/contracts.ts';
import { DOMAINS } from '#schema/domains.ts';
import { TributaryError } from '#schema/errors.ts';
import type { InventoryEnumerator } from '#schema/ports/inventory.ts';
import { SILENT, adapterOf, manifestOf, memberOf, memoryPorts } from '../testing/memory-adapter.ts';
import { serveSource } from './local-member.ts';

const failingInventory = (error: unknown): { inventory: InventoryEnumerator } => ({
  inventory: {
    ...(memoryPorts().inventory as InventoryEnumerator),
    resourcesByIds: async () => {
      throw error;
    },
  },
});

test('a source has a member for each of its domains', () => {
  const { faults, inventory } = memoryPorts();
  const manifest = manifestOf();
  const members = serveSource({
    adapter: adapterOf('nms', { faults, inventory }),
    manifest,
    regions: ['west'],
    log: SILENT,
  });
  expect(members).toMatchObject([
    { domain: 'inventory', source: 'nms', role: 'ENUMERATES', contributes: {}, regions: ['west'] },
    { domain: 'faults', source: 'nms', role: 'ENUMERATES', contributes: {}, regions: ['west'] },
  ]);
});

test('but for those that it holds nothing of', () => {
  const { inventory, services } = memoryPorts();
  const adapter = { ...adapterOf('crm', { inventory, services }), domains: ['services'] as const };
  const members = serveSource({ adapter, manifest: manifestOf(), regions: [], log: SILENT });
  expect(members.map(({ domain }) => domain)).toEqual(['services']);
});

test('every answer says how fresh it is, and how its source stands', async () => {
  const { ask } = memberOf('inv', 'inventory');
  const extensions = {
    tributary: {
      state: 'UP',
      version: '1',
      asOf: '2026-03-01T08:00:00.000Z',
      stale: false,
      error: null,
      upstreamCalls: 0,
    },
  };
  expect(await ask('{ resource(id: "inv/site.a1") { name } }')).toEqual({
    data: { resource: { name: 'Paris' } },
    extensions,
  });
  expect(await ask('{ resource }')).toMatchObject({ extensions });
});

test('every answer says how many calls its source was sent for it, and not for others or of its own accord', async () => {
  const ports = memoryPorts();
  const inventory = ports.inventory as InventoryEnumerator;
  const { ask } = memberOf('inv', 'inventory', {
    inventory: {
      ...inventory,
      async resourcesByIds(ids, call) {
        for (const _ of ids) {
          await later();
          countCall();
        }
        return inventory.resourcesByIds(ids, call);
      },
    },
  });
  const query = (...tokens: string[]): string =>
    `{ ${tokens.map((token, i) => `r${i}: resource(id: "inv/${token}") { name }`).join(' ')} }`;
  const poll = later().then(countCall);
  const answers = await Promise.all([ask(query('site.a1', 'site.a2')), ask(query('site.a1'))]);
  await poll;
  expect(answers.map(({ extensions }) => extensions?.tributary?.upstreamCalls)).toEqual([2, 1]);
});

test('the members together compose into the supergraph', async () => {
  const services = await Promise.all(
    DOMAINS.map(async (domain) => {
      const { data } = await memberOf('all', domain).ask('{ _service { sdl } }');
      const typeDefs = parse((data as { _service: { sdl: string } })._service.sdl);
      return { name: domain, typeDefs };
    }),
  );
  const composed = composeServices(services);
  expect(composed.errors).toBeUndefined();
  expect(composed.supergraphSdl?.trimEnd()).toBe(supergraphText().trimEnd());
});

describe('requests at fault', () => {
  test.each([
    ['{ resource(', 'GRAPHQL_PARSE_FAILED'],
    ['{ nonsense }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($id: ID!) { resource(id: $id) { id } }', 'BAD_USER_INPUT'],
    [
      'query ($r: [_Any!]! = [{ __typename: "Alarm", id: "a/b" }]) { _entities(representations: $r) { __typename } }',
      'BAD_USER_INPUT',
    ],
  ])('%s', async (query, code) => {
    const { ask, calls } = memberOf('inv', 'inventory');
    // Twice, as what was refused is remembered too.
    await ask(query);
    const { data, errors } = await ask(query);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code, retryable: false } }]);
    expect(calls).toEqual([]);
  });
});

describe('failures', () => {
  const QUERY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Resource { id name kind region } } }`;
  const variables = { r: ['inv/a1', 'inv/a2'].map((id) => ({ __typename: 'Resource', id })) };

  test('a failure of the source is told for each field that it took away, with its code', async () => {
    const failure = new TributaryError('SOURCE_TIMEOUT', 'No answer in 5000 ms.', { source: 'inv' });
    const { ask } = memberOf('inv', 'inventory', failingInventory(failure));
    const { data, errors } = await ask(QUERY, variables);
    const nothing = { name: null, kind: null, region: null };
    expect(data?.['_entities']).toEqual([
      { id: 'inv/a1', ...nothing },
      { id: 'inv/a2', ...nothing },
    ]);
    const extensions = { code: 'SOURCE_TIMEOUT', retryable: true, source: 'inv', domain: 'inventory' };
    const paths = errors?.map(({ path }) => path?.slice(1).join('.')).sort();
    expect(paths).toEqual(['0.kind', '0.name', '0.region', '1.kind', '1.name', '1.region']);
    for (const error of errors ?? [])
      expect(error).toMatchObject({ message: 'No answer in 5000 ms.', extensions });
  });

  test('a fault of ours keeps its words to the log', async () => {
    const logged: object[] = [];
    const log: Log = { ...SILENT, error: (details) => void logged.push(details) };
    const failure = new TypeError('password=hunter2');
    const { ask } = memberOf('inv', 'inventory', failingInventory(failure), { log });
    const answer = await ask(QUERY, variables);
    expect(answer.errors).toHaveLength(6);
    expect(answer.errors?.[0]).toMatchObject({
      extensions: { code: 'INTERNAL_ERROR', source: 'inv', domain: 'inventory' },
    });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(logged).toMatchObject([{ err: failure }]);
  });

  test('a port that answers fewer than it was asked is found out', async () => {
    const short = { ...failingInventory(null).inventory, resourcesByIds: async () => [] };
    const { ask } = memberOf('inv', 'inventory', { inventory: short });
    const { errors } = await ask(QUERY, variables);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INTERNAL_ERROR' } });
  });
});

describe('an aborted call', () => {
  test('rejects at once, and its port has the signal', async () => {
    const seen = Promise.withResolvers<AbortSignal>();
    const { member } = memberOf('inv', 'inventory', {
      inventory: {
        resourcesByIds: (_ids, { signal }) => {
          seen.resolve(signal);
          return new Promise(() => {});
        },
      },
    });
    const controller = new AbortController();
    const answer = member.execute(
      { query: '{ resource(id: "inv/a1") { name } }' },
      { signal: controller.signal },
    );
    expect(await seen.promise).toBe(controller.signal);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  test('that was aborted before asks nobody', async () => {
    const { member, calls } = memberOf('inv', 'inventory');
    const reason = new Error('enough');
    const query = '{ resource(id: "inv/a1") { name } }';
    await expect(member.execute({ query }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(calls).toEqual([]);
  });

  test('asks the port no further', async () => {
    const controller = new AbortController();
    const { inventory } = memoryPorts();
    const { member, counts } = memberOf('inv', 'inventory', {
      inventory: {
        ...(inventory as InventoryEnumerator),
        resources: async (request, call) => {
          const page = await (inventory as InventoryEnumerator).resources(request, call);
          controller.abort(new Error('enough'));
          return page;
        },
      },
    });
    const query = '{ resources { edges { node { site { name } } } } }';
    await expect(member.execute({ query }, { signal: controller.signal })).rejects.toThrow('enough');
    expect(counts()).toEqual({ resources: 1 });
  });
});
