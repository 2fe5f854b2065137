/** What becomes of an answer that tells less than it was asked for, or breaks the contract: its share is unknown, and that is said. */
import { describe, expect, test } from '@jest/globals';
import { ask } from '../testing/ask.ts';
import { LIST, changed, estate, told, westAlone } from '../testing/two-regions.ts';

describe('a record that its member could not tell', () => {
  const lost = (at: number) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as { readonly edges: readonly object[] };
      const edges = page.edges.map((edge, i) => (i === at ? { ...edge, node: null } : edge));
      const path = ['alarms', 'edges', at, 'node'];
      const error = { message: 'Wait.', path, extensions: { code: 'NOT_SYNCHRONISED' } };
      return { data: { alarms: { ...page, edges } }, errors: [error] };
    });
    return members;
  };

  test.each([
    [0, LIST, [null, 'fm-west/1', 'fm-west/2', 'fm-east/2']],
    [1, LIST, ['fm-west/1', 'fm-east/1', null, 'fm-west/2']],
    [1, '{ alarms { edges { node { id } cursor } } }', ['fm-west/1', 'fm-east/1', 'fm-west/2', null]],
  ])(
    'keeps the place of edge %i behind the one before it, or that of its cursor: %s',
    async (at, query, ids) => {
      const { data, errors } = await ask(lost(at), query);
      const { edges } = (data?.['alarms'] ?? {}) as { edges: { node: { id: string } | null }[] };
      expect(edges.map(({ node }) => node?.id ?? null)).toEqual(ids);
      expect(told({ errors: errors ?? [] })).toEqual([['alarms', 'fm-east', 'NOT_SYNCHRONISED', 'Wait.']]);
    },
  );
});

describe('an answer that breaks the contract', () => {
  type Page = Record<string, unknown[]>;
  test.each<[what: string, change: (page: Page) => unknown]>([
    ['edges that are no objects', (page) => ({ ...page, edges: [null, 'x'] })],
    ['no edges', (page) => ({ ...page, edges: null })],
    ['edges without records', (page) => ({ ...page, edges: page['edges']?.map(() => ({})) })],
    ['equal cursors', (page) => ({ ...page, edges: [page['edges']?.[0], page['edges']?.[0]] })],
    ['edges in another order', (page) => ({ ...page, edges: page['edges']?.toReversed() })],
  ])('%s', async (_, change) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({ data: { alarms: change(data?.['alarms'] as Page) } }));
    const result = await ask(members, LIST);
    expect(result.data).toEqual(westAlone);
    expect(told(result)).toMatchObject([['alarms', 'fm-east', 'SOURCE_BAD_RESPONSE', expect.any(String)]]);
  });

  test.each<[what: string, cursor: unknown]>([
    ['no cursors', undefined],
    ['foreign cursors', 'xx'],
  ])('%s where the client wants some', async (_, cursor) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as { edges: object[] };
      const edges = page.edges.map((edge) => ({ ...edge, _t_cursor: cursor }));
      return { data: { alarms: { ...page, edges } } };
    });
    const result = await ask(members, '{ alarms { complete edges { cursor node { id } } } }');
    expect(result.data).toMatchObject(westAlone);
    expect(told(result)).toMatchObject([['alarms', 'fm-east', 'SOURCE_BAD_RESPONSE', expect.any(String)]]);
  });

  test('fewer edges in one list than in the other', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as Page;
      return { data: { alarms: { ...page, _t_as_f: page['_t_as_f']?.slice(1) } } };
    });
    const result = await ask(members, '{ alarms { edges { node { id } } f: edges { cursor } totalCount } }');
    expect(result.data).toMatchObject({ alarms: { edges: westAlone.alarms.edges, totalCount: null } });
    expect(told(result)).toMatchObject([['alarms', 'fm-east', 'SOURCE_BAD_RESPONSE', expect.any(String)]]);
  });

  test('what it adds of its own is not seen', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({
      data: { ...data, more: 1, alarms: { ...(data?.['alarms'] as object), more: 1, __proto__: { id: 2 } } },
    }));
    expect((await ask(members, LIST)).data).toMatchObject({ alarms: { complete: true } });
  });

  test('a connection that does not say that it is complete is not', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({
      data: { alarms: { ...(data?.['alarms'] as object), complete: null, _t_complete: null } },
    }));
    expect((await ask(members, LIST)).data).toMatchObject({ alarms: { complete: false } });
    const { errors } = await ask(members, '{ alarms { edges { cursor } } }', {}, { requireComplete: true });
    expect(errors).toMatchObject([{ extensions: { code: 'INCOMPLETE' } }]);
  });

  test.each<[what: string, entities: (list: unknown[]) => unknown]>([
    ['nobody', () => null],
    ['one entity too few', (list) => list.slice(1)],
    ['null for an entity', (list) => [null, ...list.slice(1)]],
    ['text for an entity', (list) => ['x', ...list.slice(1)]],
  ])('_entities with %s: a sum over it is unknown', async (_, entities) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({
      data: { _t_entities0: entities(data?.['_t_entities0'] as unknown[]) },
    }));
    const result = await ask(members, '{ resources { edges { node { alarmSummary { major complete } } } } }');
    expect(JSON.stringify(result.data)).toContain('{"major":null,"complete":false}');
    expect(told(result)).toEqual([
      [
        expect.stringMatching(/^resources\.edges\.\d\.node$/),
        'fm-east',
        'SOURCE_BAD_RESPONSE',
        expect.any(String),
      ],
    ]);
  });

  test('values that do not fit are told once per field', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as { edges: { node: object }[] };
      const edges = page.edges.map(({ node, ...edge }) => ({
        ...edge,
        node: { ...node, occurrences: 'many', perceivedSeverity: 'SOFT' },
      }));
      return { data: { alarms: { ...page, edges } } };
    });
    const { errors } = await ask(members, '{ alarms { edges { node { occurrences perceivedSeverity } } } }');
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions])).toEqual([
      ['alarms.edges.1.node.occurrences', { code: 'SOURCE_BAD_RESPONSE', retryable: true }],
      ['alarms.edges.1.node.perceivedSeverity', { code: 'SOURCE_BAD_RESPONSE', retryable: true }],
    ]);
  });

  test('rows of a mutation that are too few, or none, tell nothing', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, () => ({
      data: { acknowledgeAlarms: { results: [{ id: 'fm-east/2', status: 'APPLIED' }] } },
    }));
    const mutation = (ids: string): string =>
      `mutation { acknowledgeAlarms(ids: [${ids}]) { results { id status } } }`;
    const { data } = await ask(members, mutation('"fm-east/1", "fm-west/1", "fm-east/2"'));
    expect(data).toEqual({
      acknowledgeAlarms: {
        results: [
          { id: 'fm-east/1', status: 'OUTCOME_UNKNOWN' },
          { id: 'fm-west/1', status: 'APPLIED' },
          { id: 'fm-east/2', status: 'OUTCOME_UNKNOWN' },
        ],
      },
    });
    changed(fmEast, () => ({ data: { acknowledgeAlarms: { results: ['x'] } } }));
    expect((await ask(members, mutation('"fm-east/1"'))).data).toEqual({
      acknowledgeAlarms: { results: [{ id: 'fm-east/1', status: 'OUTCOME_UNKNOWN' }] },
    });
  });
});
