import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { Supergraph } from '@apollo/federation-internals';
import { supergraphText } from '#schema/contracts.ts';
import { MemberDirectory } from '../members/directory.ts';
import { createHivePlanner } from '../plan/hive-planner.ts';
import { recordMember } from '../testing/record-member.ts';
import { execute } from './execute.ts';

test('actions run in the order of the client, whatever that of the plan is', async () => {
  const acknowledge = 'a: acknowledgeAlarms(ids: ["fm/1"]) { results { status } }';
  const clear = 'b: clearAlarms(ids: ["fm/1"]) { results { status } }';
  const asked: string[] = [];
  for (const [first, second] of [
    [acknowledge, clear],
    [clear, acknowledge],
  ] as const) {
    const member = recordMember('faults', 'fm', [{ id: 'fm/1' }]);
    await execute({
      plan: await createHivePlanner(supergraphText()).plan(
        parse(`mutation { ${second} ${first} }`),
        undefined,
        {},
      ),
      document: parse(`mutation { ...Both } fragment Both on Mutation { ${first} ${second} }`),
      operationName: undefined,
      variables: {},
      rawVariables: {},
      schema: Supergraph.build(supergraphText()).apiSchema().toGraphQLJSSchema(),
      members: new MemberDirectory([member]).snapshot,
      signal: new AbortController().signal,
    });
    asked.push(member.requests.map(({ query }) => /(acknowledge|clear)Alarms/.exec(query)?.[1]).join(', '));
  }
  expect(asked).toEqual(['acknowledge, clear', 'clear, acknowledge']);
});
