import { expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { supergraphText } from '#schema/contracts.ts';
import { MemberDirectory } from '../members/directory.ts';
import { createHivePlanner } from '../plan/hive-planner.ts';
import { recordMember } from '../testing/record-member.ts';
import { type ExecutionOutcome, execute } from './execute.ts';

const planner = createHivePlanner(supergraphText());
const schema = Supergraph.build(supergraphText()).apiSchema().toGraphQLJSSchema();

/** Two members of each domain: one that keeps the contract, and one that answers these data, whatever it is asked. */
async function answers(
  query: string,
  data: Readonly<Record<string, unknown>>,
): Promise<Omit<ExecutionOutcome, 'data'> & { data: Record<string, unknown> }> {
  const alarm = { id: 'good/1', perceivedSeverity: 'MAJOR', alarmReportingTime: '2026-01-01T00:00:01.000Z' };
  const members = (['faults', 'inventory'] as const).flatMap((domain) => [
    recordMember(domain, 'good', domain === 'faults' ? [alarm] : [{ id: 'good/r1', name: 'r1' }]),
    { ...recordMember(domain, 'odd', []), execute: async () => ({ data }) },
  ]);
  const document = parse(query);
  const outcome = await execute({
    plan: await planner.plan(document, undefined, {}),
    document,
    operationName: undefined,
    variables: {},
    rawVariables: {},
    schema,
    members: new MemberDirectory(members).snapshot,
    signal: new AbortController().signal,
  });
  return { ...outcome, data: JSON.parse(outcome.data) as Record<string, unknown> };
}

const SUMMARY = '{ alarmSummary { major worst complete } }';
const unknownSummary = { alarmSummary: { major: null, worst: 'MAJOR', complete: false } };
const LIST = '{ alarms { complete edges { node { id } } } }';
const partialList = { alarms: { complete: false, edges: [{ node: { id: 'good/1' } }] } };
const RESOLVE = '{ resolve(keys: [{ type: NAME, value: "r1" }]) { complete candidates { id } } }';
const uncertain = { resolve: [{ complete: false, candidates: [{ id: 'good/r1' }] }] };

test.each<[what: string, query: string, share: unknown, data: object, isBroken: boolean]>([
  ['no sum', SUMMARY, null, unknownSummary, false],
  ['nothing at all', SUMMARY, undefined, unknownSummary, false],
  ['a list for a sum', SUMMARY, [1, 2], unknownSummary, true],
  ['a text for a sum', SUMMARY, 'none', unknownSummary, true],
  ['no list', LIST, null, partialList, false],
  ['a text for a connection', LIST, 'none', partialList, true],
  ['a connection without edges', LIST, { complete: true }, partialList, true],
  ['a null among resolutions', RESOLVE, [null], uncertain, false],
  ['too few resolutions', RESOLVE, [], uncertain, false],
  ['an object for resolutions', RESOLVE, { complete: true }, uncertain, true],
])('a member that answers %s makes nothing complete', async (_, query, share, data, isBroken) => {
  const [field = ''] = Object.keys(data);
  const outcome = await answers(query, share === undefined ? {} : { [field]: share });
  expect(outcome.data).toEqual(data);
  expect(outcome.complete).toBe(false);
  expect(outcome.errors.map(({ extensions }) => [extensions?.['source'], extensions?.['code']])).toEqual(
    isBroken ? [['odd', 'SOURCE_BAD_RESPONSE']] : [],
  );
});
