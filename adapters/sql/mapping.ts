/**
 * The mapping of a legacy schema: per type of record one relation (a SELECT, the integrator's own text) and what its columns
 * mean. Every statement of the adapter is made from it, so that lists, look-ups and counts cannot contradict each other.
 */
import * as z from 'zod';
import {
  field,
  formerKeys,
  identifier,
  key,
  reference,
  references,
  relation,
  typeName,
  wordField,
  zone,
} from './mapping-parts.ts';
import {
  ADMINISTRATIVE_STATES,
  LIFECYCLE_STATES,
  LINK_MEDIA,
  OPERATING_STATUSES,
  OPERATIONAL_STATES,
  RELATIONSHIP_TYPES,
  RESOURCE_KINDS,
  SERVICE_CATEGORIES,
  SERVICE_STATES,
  SUPPORT_ROLES,
} from './words.ts';

const record = {
  relation: relation.describe('One row per record.'),
  key: key.describe('What makes a row that record: stable, never reused, never a name that changes.'),
  name: field.optional(),
  region: field.optional().describe('Where it is another than the mapping’s.'),
};

const resource = z.strictObject({
  kind: z.enum(RESOURCE_KINDS),
  ...record,
  resourceType: field.optional(),
  technology: field.optional(),
  administrativeState: wordField(ADMINISTRATIVE_STATES).optional(),
  operationalState: wordField(OPERATIONAL_STATES).optional(),
  lifecycleState: wordField(LIFECYCLE_STATES).optional(),
  formerKeys: formerKeys.optional().describe('Under which keys records were known before they were merged.'),
  ancestors: z.array(reference).max(8).default([]).describe('What contains it, nearest first.'),
  identifiers: z.array(identifier).default([]),
  characteristics: z.record(z.string().min(1), field).default({}),
  location: z
    .strictObject({
      clli: field.optional(),
      address: field.optional(),
      country: field.optional(),
      latitude: field.optional(),
      longitude: field.optional(),
    })
    .optional(),
  equipment: z
    .strictObject({
      role: field.optional(),
      vendor: field.optional(),
      model: field.optional(),
      partNumber: field.optional(),
      serialNumber: field.optional(),
      softwareVersion: field.optional(),
      managementAddress: field.optional(),
      slot: field.optional(),
    })
    .optional(),
  port: z
    .strictObject({
      speed: field.optional(),
      macAddress: field.optional(),
      ipAddresses: field.optional(),
      link: references.optional(),
      linkOf: typeName
        .optional()
        .describe('Instead of link: the type of link whose aEnd or zEnd is this port.'),
    })
    .optional(),
  link: z
    .strictObject({
      medium: wordField(LINK_MEDIA).optional(),
      capacity: field.optional(),
      length: field.optional(),
      aEnd: references.optional(),
      zEnd: references.optional(),
    })
    .optional(),
  function: z.strictObject({ functionType: field.optional(), host: references.optional() }).optional(),
});
export type ResourceSpec = z.output<typeof resource>;

const service = z.strictObject({
  ...record,
  category: wordField(SERVICE_CATEGORIES).optional(),
  serviceType: field.optional(),
  state: wordField(SERVICE_STATES).optional(),
  operatingStatus: wordField(OPERATING_STATUSES).optional(),
  startDate: field.optional(),
  endDate: field.optional(),
  customer: reference.optional(),
});
export type ServiceSpec = z.output<typeof service>;

const customer = z.strictObject({ ...record, tier: field.optional() });
export type CustomerSpec = z.output<typeof customer>;

const containers = z.strictObject({
  relation: relation.describe(
    'One row per service and what holds or ends a resource of it, with the columns of `service`: inner joins, so that the database may begin at the container.',
  ),
  inside: z.array(reference).min(1).describe('The containers, as the relation names them.'),
});

const support = z.strictObject({
  relation: relation.describe('One row per service and resource it stands on.'),
  service: reference.describe('The service.'),
  resource: references.describe('The resource it stands on.'),
  inside: z
    .array(reference)
    .default([])
    .describe(
      'Everything the resource lies in or ends on: asked about one of these, the service is found too.',
    ),
  containers: z
    .array(containers)
    .default([])
    .describe(
      'The same, each from a relation of its own: for tables so large that outer joins are too slow.',
    ),
  role: wordField(SUPPORT_ROLES).optional(),
  protectionGroup: field.optional(),
});
export type SupportSpec = z.output<typeof support>;

const build = z.strictObject({
  relation: relation.describe('One row per service and service it is built from.'),
  service: reference,
  builtFrom: reference,
});
export type BuildSpec = z.output<typeof build>;

const relationship = z.strictObject({
  relation: relation.describe('One row per relationship.'),
  type: z.enum(RELATIONSHIP_TYPES),
  from: references,
  to: references,
  role: field.optional().describe('The part that `to` plays.'),
});
export type RelationshipSpec = z.output<typeof relationship>;

export const mapping = z.strictObject({
  version: z.literal(1),
  timezone: zone.default('UTC').describe('The zone of every time that has none.'),
  pivot: z
    .int()
    .min(0)
    .max(100)
    .default(70)
    .describe('Two-digit years from this one on are 19xx, those below 20xx.'),
  region: z
    .string()
    .min(1)
    .optional()
    .describe('The region of every record; without it the source’s, where it has only one.'),
  resources: z.record(typeName, resource).default({}),
  services: z.record(typeName, service).default({}),
  customers: z.record(typeName, customer).default({}),
  supports: z.array(support).default([]),
  builds: z.array(build).default([]),
  relationships: z.array(relationship).default([]),
});
export type Mapping = z.output<typeof mapping>;
