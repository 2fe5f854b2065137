/** What is told of the sources of an answer, failed or not: how fresh they were, and what it has cost them. */
import { describe, expect, test } from '@jest/globals';
import { TributaryError } from '#schema/errors.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import type { SourceReport } from './report.ts';
import { ask } from '../testing/ask.ts';
import { changed, estate } from '../testing/two-regions.ts';

describe('freshness', () => {
  test('a stale answer is never complete, and the oldest reading counts', async () => {
    const { east, west, members } = estate();
    const readings = ['2026-01-01T00:00:02.000Z', '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:03.000Z'];
    changed(east, (response) => ({
      ...response,
      extensions: { tributary: { stale: true, asOf: readings.shift() ?? null } },
    }));
    changed(west, (response) => ({
      ...response,
      extensions: { tributary: { stale: false, asOf: '2026-01-01T00:00:09.000Z' } },
    }));
    const { data, extensions } = await ask(
      members,
      '{ resources { complete } resource(id: "west/r2") { container { container { name contains { complete } } } } }',
    );
    expect(data).toMatchObject({
      resources: { complete: false },
      resource: { container: { container: { contains: { complete: false } } } },
    });
    expect(extensions?.['sources']).toMatchObject([
      { source: 'west', stale: false, asOf: '2026-01-01T00:00:09.000Z', status: 'OK' },
      { source: 'east', stale: true, asOf: '2026-01-01T00:00:01.000Z', status: 'OK' },
    ]);
  });
});

describe('what an answer has cost a source', () => {
  const QUERY =
    '{ resources { complete } resource(id: "west/r2") { container { container { name contains { complete } } } } }';
  const costOf = (answer: Awaited<ReturnType<typeof ask>>, source: string): unknown =>
    ((answer.extensions?.['sources'] ?? []) as SourceReport[]).find((one) => one.source === source)
      ?.upstreamCalls;
  const costing = (upstreamCalls?: number) => (response: MemberResponse) => ({
    ...response,
    extensions: {
      tributary: { stale: false, asOf: null, ...(upstreamCalls !== undefined && { upstreamCalls }) },
    },
  });

  test('is the sum over the requests that it was sent', async () => {
    const { east, west, members } = estate();
    changed(east, costing(3));
    changed(west, costing(2));
    const answer = await ask(members, QUERY);
    const requests = (member: { readonly requests: readonly unknown[] }): number => member.requests.length;
    expect(requests(west) + requests(east)).toBeGreaterThan(2);
    expect([costOf(answer, 'west'), costOf(answer, 'east')]).toEqual([
      2 * requests(west),
      3 * requests(east),
    ]);
  });

  test('is not told where the member does not tell it, or did not answer', async () => {
    const { east, west, members } = estate();
    changed(west, costing());
    east.failure = new TributaryError('SOURCE_UNAVAILABLE', 'Refused.', { source: 'east' });
    const answer = await ask(members, '{ resources { complete } }');
    expect([costOf(answer, 'west'), costOf(answer, 'east')]).toEqual([null, null]);
  });
});
