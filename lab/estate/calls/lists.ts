/** Lists, long and short, with what is asked of each of their records: nothing that a client would not ask. */
export type List = (first: number) => string;

const PLACE = 'name device { name } site { name }';
const INSIDE = `contains(first: 3) { edges { node { name } } }
  relationships(first: 3) { totalCount edges { node { name } } }`;
const TROUBLE = 'alarms(first: 3) { totalCount edges { node { specificProblem } } } alarmSummary { worst }';
const SERVICES = 'services(first: 3) { totalCount edges { node { name customer { name } } } }';

const resources =
  (kind: string, region: string, fields: string): List =>
  (first) =>
    `{ resources(filter: { kind: [${kind}], region: ["${region}"] }, first: ${first}) {
      totalCount edges { node { id ${fields} } } } }`;
const places = (kind: string, region: string): List =>
  resources(kind, region, `${PLACE} identifiers { value } ${INSIDE} ${TROUBLE}`);

/** What is on a page of them is all alike. */
export const ALIKE: Readonly<Record<string, List>> = {
  alarms: (first) => `{ alarms(first: ${first}) { totalCount edges { node { specificProblem ackState } } } }`,
  services: (first) => `{ services(first: ${first}) { totalCount edges { node { name customer { name }
    supportingServices(first: 3) { totalCount edges { node { name } } }
    dependentServices(first: 3) { totalCount edges { node { name } } }
    supportingResources(first: 10) { totalCount edges { role } } } } } }`,
  customers: (first) => `{ customers(first: ${first}) { totalCount edges { node { name
    services(first: 3) { totalCount edges { node { name } } } } } } }`,
  'sites of the west': places('SITE', 'west'),
  'devices of the north': places('DEVICE', 'north'),
  'cards of the east': places('CARD', 'east'),
  'ports of the north': places('PORT', 'north'),
};

/** What is on a longer page may be of kinds, or lead to sources, that nothing on a short one is of or leads to. */
export const MIXED: Readonly<Record<string, List>> = {
  'alarms, what they are on, and whom they hit': (first) =>
    `{ alarms(first: ${first}) { edges { node { alarmedObject { ${PLACE} ${SERVICES} } } } } }`,
  'services and what they stand on': (first) =>
    `{ services(first: ${first}) { edges { node { name
      supportingResources(first: 10) { edges { node { ${PLACE} ${TROUBLE} } } } } } } }`,
  'devices of the east and their services': resources('DEVICE', 'east', SERVICES),
  'links of the west, their ends and their services': resources(
    'LINK',
    'west',
    `link { aEnd { ${PLACE} } zEnd { ${PLACE} } } ${INSIDE} ${SERVICES}`,
  ),
};
