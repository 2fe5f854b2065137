/** What federation asks of a gateway, class by class: real subgraphs, composed, and questions with their answers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Federation, startFederation } from '../../testing/federation.ts';
import { CASES } from './all.ts';

describe.each(CASES)('$name', ({ subgraphs, asks }) => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation(subgraphs);
  });
  afterAll(() => federation.close());

  test.each(asks)('$query', async ({ query, variables, data, codes = [], asked }) => {
    const answer = await federation.ask(query, variables);
    expect(answer.data).toEqual(data);
    expect((answer.errors ?? []).map(({ extensions }) => extensions?.['code'])).toEqual(codes);
    if (asked)
      expect(federation.requests.map((request) => request.subgraph).toSorted()).toEqual(asked.toSorted());
  });
});
