/** Requests that people and tools do send, over the graph of the contracts: the default limits must let them pass. */
import { getIntrospectionQuery } from 'graphql';

const CONTROL_ROOM = `query ControlRoom($first: Int = 50) {
  alarms(filter: { perceivedSeverity: [CRITICAL, MAJOR] }, orderBy: SEVERITY_DESC, first: $first) {
    totalCount complete pageInfo { hasNextPage endCursor }
    edges { cursor node {
      id specificProblem perceivedSeverity alarmReportingTime ackState sourceRecord { source }
      parentAlarm { id } managedElement { name site { name } }
      alarmedObject { id kind name region site { name } device { name } equipment { vendor model }
        services(first: 100) { totalCount complete edges { node { id name customer { name tier } } } } }
    } }
  }
}`;

export const LEGITIMATE: Readonly<Record<string, string>> = {
  'who is there': '{ faultSources { source syncState } }',
  'the page of a control room': CONTROL_ROOM,
  'the largest page of it': CONTROL_ROOM.replace('= 50', '= 1000'),
  'what a tool asks the schema': getIntrospectionQuery({
    descriptions: true,
    inputValueDeprecation: true,
    specifiedByUrl: true,
  }),
  'a site with all that is in it': `{ resource(id: "legacy-west/site.par") { name
    alarmSummary { critical major minor complete } alarms(first: 100) { edges { node { id specificProblem } } }
    services(first: 200) { edges { node { name customer { name } } } } } }`,
  'three hops there and back': `{ alarms(first: 20) { edges { node { alarmedObject { services(first: 20) { edges { node { customer {
    services(first: 20) { edges { node { name } } } } } } } } } } } }`,
  'forty records by their ids': `{ ${Array.from({ length: 40 }, (_, i) => `r${i}: resource(id: "legacy-west/r.${i}") { ...R }`).join(' ')} }
    fragment R on Resource { id name kind site { name } }`,
  'fragments of components': `{ alarms { edges { node { ...Row } } } } fragment Row on Alarm { ...Head ...Where }
    fragment Head on Alarm { id specificProblem } fragment Where on Alarm { alarmedObject { ...Place } }
    fragment Place on Resource { name site { name } }`,
};
