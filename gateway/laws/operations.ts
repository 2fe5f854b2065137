/** What may be asked of a world: every field that is gathered in a way of its own, every argument that narrows or orders. */
import fc from 'fast-check';
import { mix } from './estate.ts';
import { type OperationOptions, type RandomOperation, randomOperation } from './random-operation.ts';
import { SOURCES, type World } from './world.ts';

const CONNECTION = ['edges', 'edges', 'pageInfo', 'totalCount', 'complete'];
const EDGE = ['cursor', 'node', 'node', 'node'];
const PAGES = ['', '(first: 2)', '(first: $first)', '(first: 3, after: $afterId)'];
const ALARMS = [
  '',
  '(first: 2)',
  '(orderBy: SEVERITY_DESC, first: 2)',
  '(orderBy: $order)',
  '(filter: { region: "north" })',
  '(filter: { source: $sources }, first: $first)',
  '(filter: { perceivedSeverity: [CRITICAL, MAJOR], region: ["north", "south"] }, after: $afterTime)',
  '(filter: { flapping: true }, first: 2)',
  '(filter: { flapping: $yes, perceivedSeverity: CRITICAL })',
  '(filter: $filter, first: 2, after: $afterTime)',
  '(filter: { perceivedSeverity: [$severity, MAJOR], region: [$where, "south"] }, orderBy: null)',
  '(filter: { source: null, ackState: $acknowledged })',
];
const RESOURCES = [
  ...PAGES,
  '(orderBy: NAME, first: 3)',
  '(filter: { kind: $kinds })',
  '(filter: { kind: DEVICE, region: ["north", "south"] }, orderBy: NAME)',
  '(filter: { name: { equals: "x" }, region: $region })',
  '(filter: { name: { equals: $text } }, after: null)',
  '(filter: null)',
];
const RELATIONS = [
  '',
  '(first: 1)',
  '(direction: OUT)',
  '(type: [PROTECTS, CONNECTS], first: $first)',
].concat(['(type: [$type], direction: $direction)']);

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Query: [
    'alarms',
    'alarms',
    'resources',
    'resources',
    'resources',
    'services',
    'customers',
    'alarmSummary',
    'faultSources',
    'resource',
    'resource',
    'alarm',
    'service',
    'customer',
    'resolve',
  ],
  AlarmConnection: CONNECTION,
  ResourceConnection: CONNECTION,
  ServiceConnection: CONNECTION,
  CustomerConnection: CONNECTION,
  RelationshipConnection: CONNECTION,
  ServiceResourceConnection: CONNECTION,
  AlarmEdge: EDGE,
  ResourceEdge: EDGE,
  ServiceEdge: EDGE,
  CustomerEdge: EDGE,
  RelationshipEdge: [...EDGE, 'type', 'direction', 'role'],
  ServiceResourceEdge: [...EDGE, 'role', 'protectionGroup'],
  PageInfo: ['hasNextPage', 'endCursor', 'startCursor', 'hasPreviousPage'],
  Alarm: [
    'id',
    'perceivedSeverity',
    'flapping',
    'parentAlarm',
    'alarmedObject',
    'alarmedObject',
    'managedElement',
  ],
  Resource: [
    'id',
    'name',
    'kind',
    'resourceType',
    'technology',
    'formerIds',
    'ancestorIds',
    'identifiers',
    'sourceRecords',
    'characteristics',
    'location',
    'equipment',
    'port',
    'link',
    'link',
    'function',
    'site',
    'device',
    'container',
    'contains',
    'contains',
    'relationships',
    'alarms',
    'alarmSummary',
    'services',
  ],
  Location: ['country', 'clli', 'latitude'],
  Equipment: ['vendor', 'model', 'slot'],
  PortFacet: ['macAddress', 'ipAddresses', 'link'],
  LinkFacet: ['length', 'aEnd', 'zEnd'],
  FunctionFacet: ['functionType', 'host'],
  Identifier: ['type', 'value', 'source'],
  SourceRecord: ['source', 'href', 'asOf'],
  Characteristic: ['name', 'value'],
  FaultSource: ['source', 'region', 'syncState'],
  Service: [
    'id',
    'name',
    'customer',
    'supportingServices',
    'dependentServices',
    'dependentServices',
    'supportingResources',
  ],
  Customer: ['id', 'name', 'services'],
  AlarmSummary: ['critical', 'minor', 'unacknowledged', 'worst', 'complete'],
  Resolution: ['candidates', 'candidates', 'complete'],
};

const ARGS: Readonly<Record<string, readonly string[]>> = {
  'Query.alarms': ALARMS,
  'Resource.alarms': ALARMS,
  'Query.resources': RESOURCES,
  'Resource.contains': RESOURCES,
  'Resource.relationships': RELATIONS,
  'Query.services': [...PAGES, '(filter: { region: $region })'],
  'Resource.services': PAGES,
  'Query.customers': PAGES,
  'Customer.services': PAGES,
  'Service.supportingServices': PAGES,
  'Service.dependentServices': PAGES,
  'Service.supportingResources': ['', '(first: 1)'],
  'Query.alarmSummary': [
    '',
    '(filter: { region: ["south"] })',
    '(filter: { flapping: false })',
    '(filter: $filter)',
  ],
  'Query.resource': ['(id: $r)'],
  'Query.alarm': ['(id: $l)'],
  'Query.service': ['(id: $s)'],
  'Query.customer': ['(id: $c)'],
  'Query.resolve': [
    '(keys: [{ type: NAME, value: "x" }, { type: NAME, value: "none" }, { type: NAME, value: "y" }])',
    '(keys: [{ type: NAME, value: "y" }], filter: { region: ["north"] })',
    '(keys: [{ type: NAME, value: "x" }], filter: { source: $sources })',
    '(keys: [{ type: NAME, scope: null, value: $where }, { type: NAME, value: "x" }])',
  ],
};

const VARIABLES: Readonly<Record<string, string>> = {
  yes: '$yes: Boolean! = true',
  no: '$no: Boolean! = false',
  maybe: '$maybe: Boolean = true',
  severity: '$severity: PerceivedSeverity! = CRITICAL',
  acknowledged: '$acknowledged: AckState',
  where: '$where: String! = "north"',
  text: '$text: String = "x"',
  type: '$type: RelationshipType! = SUPPORTS',
  direction: '$direction: Direction = IN',
  first: '$first: Int = 3',
  order: '$order: AlarmOrder',
  kinds: '$kinds: [ResourceKind!]',
  region: '$region: [String!]',
  sources: '$sources: [String!]',
  filter: '$filter: AlarmFilter = { region: ["north"] }',
  afterId: '$afterId: String',
  afterTime: '$afterTime: String',
  r: '$r: ID!',
  l: '$l: ID!',
  s: '$s: ID!',
  c: '$c: ID!',
  ids: '$ids: [ID!]!',
  more: '$more: [ID!]!',
};

const QUERY: OperationOptions = {
  kind: 'query',
  fields: FIELDS,
  args: ARGS,
  variables: VARIABLES,
  depth: 6,
  narrowDepth: 14,
};

export const query = randomOperation(QUERY);

/** The same few records from many places: who asks for one of them twice asks too often. */
export const queryOfReferences = randomOperation({
  ...QUERY,
  fields: {
    ...FIELDS,
    Query: ['resources', 'resources', 'alarms', 'resource'],
    ResourceConnection: ['edges'],
    ResourceEdge: ['node'],
    Resource: ['device', 'site', 'container', 'link', 'technology', 'resourceType', 'alarms'],
  },
});

/** What several members may say differently is of interest: edges that say something themselves, and references. */
const OF_COPIES: Readonly<Record<string, readonly string[]>> = {
  Resource: [
    ...(FIELDS['Resource'] ?? []),
    'relationships',
    'relationships',
    'site',
    'site',
    'device',
    'device',
  ],
  RelationshipEdge: ['role', 'role', 'role', 'type', 'node', 'cursor'],
};

/** Copies are not counted. Edges that several members tell can be counted where all are seen: either pages are asked for, or counts. */
const ofCopies = (connection: readonly string[], relations: readonly string[]) =>
  randomOperation({
    ...QUERY,
    args: {
      ...ARGS,
      // Candidates stand in the order of those who are asked, and a filter changes who that is.
      'Query.resolve': ARGS['Query.resolve']?.slice(0, 1) ?? [],
      'Resource.relationships': relations,
    },
    fields: {
      ...Object.fromEntries(
        Object.entries(FIELDS).map(([type, fields]) => [type, OF_COPIES[type] ?? fields]),
      ),
      RelationshipConnection: connection,
    },
  });
export const queryOfCopies = fc.oneof(
  ofCopies(['edges', 'edges', 'edges', 'pageInfo'], RELATIONS),
  ofCopies(
    ['edges', 'totalCount', 'totalCount'],
    ['', '(direction: OUT)', '(type: [$type], direction: $direction)'],
  ),
);

const ACTION = ['(ids: $ids)', '(ids: $more)', '(ids: $more)', '(ids: ["none/1", $l, $l])'];

/** What is read through other domains is read when all is done: a mutation's answer leads there, and not back. */
export const mutation = randomOperation({
  ...QUERY,
  kind: 'mutation',
  fields: {
    ...FIELDS,
    Mutation: ['acknowledgeAlarms', 'unacknowledgeAlarms', 'clearAlarms', 'commentAlarms'],
    AlarmActionPayload: ['results'],
    AlarmActionResult: ['id', 'status', 'alarm', 'alarm', 'alarm', 'error'],
    ActionError: ['code'],
    AlarmComment: ['text', 'time'],
    Alarm: ['id', 'ackState', 'state', 'comments', 'comments', 'parentAlarm', 'parentAlarm', 'alarmedObject'],
    Resource: ['id', 'name', 'technology', 'alarms', 'alarmSummary', 'services'],
    Service: ['id', 'name'],
  },
  args: {
    ...ARGS,
    'Mutation.acknowledgeAlarms': ACTION,
    'Mutation.unacknowledgeAlarms': ACTION,
    'Mutation.clearAlarms': ACTION,
    'Mutation.commentAlarms': [
      '(ids: $ids, comment: "one")',
      '(comment: "two", ids: $more)',
      '(ids: $ids, comment: "three")',
    ],
  },
});

/** How the variables of an operation are chosen from a world. */
export const choice = fc.nat();

export function variablesFor(
  { variables }: RandomOperation,
  world: World,
  chosen: number,
): Readonly<Record<string, unknown>> {
  const n = (what: string) => mix(chosen, what);
  const one = <T>(what: string, values: readonly T[]): T | undefined => values[n(what) % values.length];
  const ids = (shelf: 'resources' | 'alarms' | 'services' | 'customers') => [
    ...world[shelf].map(({ id }) => id),
    `${world.sources[0]}/none`,
  ];
  const many = (what: string) =>
    [1, 2, 3, 4, 5]
      .slice(0, 1 + (n(what) % 5))
      .map((i) => one(`${what}${i}`, [...ids('alarms'), ...ids('alarms'), 'none/1', 'nonsense']));
  const ways: Readonly<Record<string, () => unknown>> = {
    yes: () => one('yes', [true, undefined, false]),
    no: () => one('no', [false, undefined, true]),
    maybe: () => one('maybe', [true, undefined, false]),
    severity: () => one('severity', ['MINOR', 'WARNING', undefined]),
    acknowledged: () => one('acknowledged', ['ACKNOWLEDGED', 'UNACKNOWLEDGED', null, undefined]),
    where: () => one('where', ['south', 'x', undefined]),
    text: () => one('text', ['y', undefined]),
    type: () => one('type', ['PROTECTS', 'CONNECTS', undefined]),
    direction: () => one('direction', ['OUT', 'BOTH', undefined]),
    first: () => one('first', [1, 2, 3, 4, undefined]),
    order: () => one('order', ['SEVERITY_DESC', 'REPORTING_TIME_DESC']),
    kinds: () => one('kinds', [undefined, null, 'DEVICE', ['SITE', 'DEVICE']]),
    region: () => one('region', [undefined, null, 'north', ['south'], ['north', 'south']]),
    sources: () => one('sources', [undefined, SOURCES.slice(0, 2), world.sources.slice(1, 2).concat('a')]),
    filter: () => one('filter', [undefined, null, { region: 'south' }, { source: [world.sources[0]] }]),
    afterId: () => one('afterId', [undefined, null, cursor('id', one('after', ids('resources')))]),
    afterTime: () =>
      one('afterTime', [
        undefined,
        null,
        cursor('alarmReportingTime:desc id', '2026-01-01T00:00:02.000Z', one('after', ids('alarms'))),
      ]),
    r: () => one('r', ids('resources')),
    l: () => one('l', ids('alarms')),
    s: () => one('s', ids('services')),
    c: () => one('c', ids('customers')),
    ids: () => many('ids'),
    more: () => many('more'),
  };
  const given = variables.map((name): [string, unknown] => [name, ways[name]?.()]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** As the schema documents it: base64url of JSON. */
function cursor(...parts: readonly (string | undefined)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
