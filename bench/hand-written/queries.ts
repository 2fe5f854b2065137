/**
 * What it asks of the members. Who writes this by hand knows that a device and a site are always told by the inventory that holds the
 * resource, and needs ids only where records of several members meet.
 */

import type { Reference } from './references.ts';

/** A query as the beginning of a request; its variables follow. */
const opening = (query: string): string => `{"query":${JSON.stringify(query)},"variables":`;

export const ALARMS = opening(`query ($first: Int!, $severities: [PerceivedSeverity!]!) {
  alarms(filter: { perceivedSeverity: $severities }, orderBy: SEVERITY_DESC, first: $first) {
    complete
    edges { node {
      id perceivedSeverity specificProblem alarmReportingTime ackState alarmedObjectName
      managedElement { id } alarmedObject { id }
    } }
  }
}`);

const PLACE = 'name device { name } site { name }';

export const RESOURCES = opening(`query ($elements: [_Any!]!, $objects: [_Any!]!) {
  elements: _entities(representations: $elements) { ... on Resource { name site { name } } }
  objects: _entities(representations: $objects) { ... on Resource {
    id kind name region
    device { name equipment { vendor model } }
    site { name }
    link { aEnd { id ${PLACE} } zEnd { id ${PLACE} } }
  } }
}`);

export const PLACES = opening(`query ($places: [_Any!]!) {
  places: _entities(representations: $places) { ... on Resource { ${PLACE} } }
}`);

export const SERVICES = opening(`query ($objects: [_Any!]!) {
  objects: _entities(representations: $objects) { ... on Resource {
    services(first: 5) {
      totalCount
      edges { node { id name serviceType customer { id name tier } } }
    }
  } }
}`);

export const CUSTOMERS = opening(`query ($customers: [_Any!]!) {
  customers: _entities(representations: $customers) { ... on Customer { name tier } }
}`);

/** Entities as a variable wants them. Answers come in their order. */
export function representations(type: string, references: readonly Reference<unknown>[]): string {
  let text = '[';
  for (const { id } of references)
    text += `${text === '[' ? '' : ','}{"__typename":"${type}","id":${JSON.stringify(id)}}`;
  return `${text}]`;
}
