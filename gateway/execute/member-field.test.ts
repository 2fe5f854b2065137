/** What members are asked to tell the places of edges by: the cursors of edges, or as little as the order needs of their records. */
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { contractRules } from '#schema/rules.ts';
import { compileFetch } from './compile.ts';
import { fieldText } from './field-text.ts';

function asked(query: string): string {
  const [field] = compileFetch(contractRules('faults'), parse(query)).root?.fields ?? [];
  if (!field) throw new Error('A query must have a field.');
  return fieldText(field).text;
}

const PAGE = '_t_page:pageInfo{_t_next:hasNextPage}_t_complete:complete';
const SEVERITY = 'orderBy:SEVERITY_DESC';

test.each([
  [
    'what the client asks for anyway is asked for once',
    '{ alarms(orderBy: SEVERITY_DESC) { edges { node { perceivedSeverity alarmReportingTime } } } }',
    `alarms(${SEVERITY}){edges{node{perceivedSeverity alarmReportingTime _t_id:id}}${PAGE}}`,
  ],
  [
    'what it calls by a name of its own, or gives the name of, is asked for beside it',
    '{ alarms(orderBy: SEVERITY_DESC) { edges { n: node { perceivedSeverity: state at: alarmReportingTime } } } }',
    `alarms(${SEVERITY}){edges{n:node{perceivedSeverity:state at:alarmReportingTime _t_id:id _t_order_perceivedSeverity:perceivedSeverity _t_order_alarmReportingTime:alarmReportingTime}}${PAGE}}`,
  ],
  [
    'the order of the contract needs the time alone',
    '{ alarms { edges { node { state } } } }',
    `alarms{edges{node{state _t_id:id _t_order_alarmReportingTime:alarmReportingTime}}${PAGE}}`,
  ],
  [
    'without records they are asked for',
    '{ alarms { totalCount } }',
    `alarms{totalCount _t_edges:edges{_t_node:node{_t_id:id _t_order_alarmReportingTime:alarmReportingTime}}${PAGE}}`,
  ],
  [
    'places that the client wants to know come from cursors',
    '{ alarms { pageInfo { endCursor } edges { node { alarmReportingTime } } } }',
    `alarms{edges{node{alarmReportingTime _t_id:id}_t_cursor:cursor}${PAGE}}`,
  ],
  [
    'and so they do in an order that the next request may not have',
    'query ($by: AlarmOrder) { alarms(orderBy: $by) { edges { node { alarmReportingTime } } } }',
    `alarms(orderBy:$by){edges{node{alarmReportingTime _t_id:id}_t_cursor:cursor}${PAGE}}`,
  ],
])('%s', (_, query, text) => {
  expect(asked(query)).toBe(text);
});

test('an order that goes by what stands at the edge is told by cursors: there may be no record', () => {
  const query =
    'query($k:[_Any!]!) { _entities(representations: $k) { ... on Service { supportingResources { edges { role node { id } } } } } }';
  const plan = compileFetch(contractRules('services'), parse(query)).entities.get('_entities');
  const [field] = plan?.get('Service')?.fields ?? [];
  expect(field && fieldText(field).text).toContain('_t_cursor:cursor');
});
