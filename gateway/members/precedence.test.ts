import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { supergraphText } from '#schema/contracts.ts';
import { Supergraph } from '@apollo/federation-internals';
import { execute } from '../execute/execute.ts';
import { createHivePlanner } from '../plan/hive-planner.ts';
import { recordMember } from '../testing/record-member.ts';
import { MemberDirectory } from './directory.ts';
import type { PrecedenceRule } from './precedence.ts';

const QUERY = '{ resource(id: "inv/1") { name resourceType equipment { vendor model role } } }';
const planner = createHivePlanner(supergraphText());
const schema = Supergraph.build(supergraphText()).apiSchema().toGraphQLJSSchema();

/** An owner and two contributors that are of three opinions. */
async function ask(rules: readonly PrecedenceRule[]): Promise<unknown> {
  const contributes = { Resource: ['equipment', 'resourceType'] };
  const opinion = (source: string, model: string | null) => ({
    id: 'inv/1',
    name: source,
    resourceType: source,
    equipment: { vendor: source, model },
  });
  const members = [
    recordMember('inventory', 'inv', [opinion('inv', null)]),
    recordMember('inventory', 'a', [opinion('a', 'model of a')], { role: 'CONTRIBUTES', contributes }),
    recordMember('inventory', 'b', [opinion('b', null)], { role: 'CONTRIBUTES', contributes }),
  ];
  const document = parse(QUERY);
  const { data } = await execute({
    plan: await planner.plan(document, undefined, {}),
    document,
    operationName: undefined,
    variables: {},
    rawVariables: {},
    schema,
    members: new MemberDirectory(members, rules).snapshot,
    signal: new AbortController().signal,
  });
  return JSON.parse(data);
}

test('the owner goes first, then contributors; null is no opinion', async () => {
  expect(await ask([])).toEqual({
    resource: {
      name: 'inv',
      resourceType: 'inv',
      equipment: { vendor: 'inv', model: 'model of a', role: null },
    },
  });
});

test('for the fields of a rule its sources go first, for others nothing changes', async () => {
  expect(await ask([{ type: 'Resource', fields: ['equipment'], sources: ['b', 'a'] }])).toEqual({
    resource: {
      name: 'inv',
      resourceType: 'inv',
      equipment: { vendor: 'b', model: 'model of a', role: null },
    },
  });
});

test('a rule for what others may not hold gives them no say', async () => {
  expect(await ask([{ type: 'Resource', fields: ['name', 'resourceType'], sources: ['b'] }])).toMatchObject({
    resource: { name: 'inv', resourceType: 'b' },
  });
});
