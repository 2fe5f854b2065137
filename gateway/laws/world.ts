/** The records of a small network with every kind of reference, each with the source that minted it. */
import fc from 'fast-check';
import type { TestRecord } from '../testing/record-resolvers.ts';

export const SOURCES = ['a', 'b', 'c', 'd', 'e', 'f'];
export const REGIONS = ['north', 'south'];
const KINDS = ['SITE', 'DEVICE', 'PORT', 'LINK', 'VIRTUAL_FUNCTION'];
const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INDETERMINATE'];
const RELATIONS = ['SUPPORTS', 'PROTECTS', 'CONNECTS'];
type Raw = typeof raw extends fc.Arbitrary<infer Value> ? Value : never;

/** Code points above the surrogates, and letters of both cases: texts compare by code point. */
const NAMES = ['x', 'y', 'Z', '\u{1f600}', '\ufffd'];

export interface World {
  /** In order of precedence; each is a member of every domain. */
  readonly sources: readonly string[];
  /** The region that a source claims, where it claims one: then all its records are of it. */
  readonly claims: Readonly<Record<string, string | undefined>>;
  readonly resources: readonly TestRecord[];
  /** Held by any member of inventory, named by `heldBy`. */
  readonly relationships: readonly TestRecord[];
  readonly alarms: readonly TestRecord[];
  readonly faultSources: readonly TestRecord[];
  readonly services: readonly TestRecord[];
  readonly customers: readonly TestRecord[];
}

const ref = fc.option(fc.nat(11), { freq: 3 });
const source = fc.nat(5);
const region = fc.nat(1);
const name = fc.option(fc.constantFrom(...NAMES), { freq: 4 });
const list = (...values: string[]) => fc.option(fc.subarray(values), { freq: 3 });
const word = fc.option(fc.constantFrom('p', 'q'), { freq: 2 });

const resource = fc.record({
  source,
  region,
  kind: fc.constantFrom(...KINDS),
  name,
  refs: fc.tuple(ref, ref, ref, ref, ref),
  technology: list('IP', 'RAN', 'OPTICAL'),
  former: list('x/1', 'x/2'),
  ancestors: list('y/1', 'y/2'),
  identifiers: list('NAME', 'FQDN'),
  addresses: list('10.0.0.1', '10.0.0.2'),
  words: fc.tuple(word, word, word, word),
});

const raw = fc.record({
  count: fc.constantFrom(1, 2, 3, 3, 4, 4, 5, 5, 6, 6),
  order: fc.shuffledSubarray([...SOURCES], { minLength: 6 }),
  claimed: fc.tuple(...SOURCES.map(() => fc.option(region, { freq: 2 }))),
  resources: fc.array(resource, { minLength: 1, maxLength: 9 }),
  relationships: fc.uniqueArray(
    fc.record({ source, of: fc.nat(11), to: fc.nat(11), type: fc.nat(2), out: fc.boolean(), role: word }),
    { maxLength: 5, selector: (r) => `${r.of} ${r.to} ${r.type} ${r.out}` },
  ),
  alarms: fc.array(
    fc.record({
      source,
      region,
      severity: fc.constantFrom(...SEVERITIES),
      second: fc.nat(3),
      refs: fc.tuple(ref, ref, ref),
      acknowledged: fc.boolean(),
      flapping: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  services: fc.array(
    fc.record({
      source,
      region,
      name,
      refs: fc.tuple(ref, ref, ref),
      supporting: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
      supports: fc.uniqueArray(fc.tuple(fc.nat(8), fc.boolean(), word), {
        maxLength: 2,
        selector: ([index, working]) => `${index} ${working}`,
      }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  customers: fc.array(fc.record({ source, region, name }), { minLength: 1, maxLength: 3 }),
});

function worldOf(given: Raw): World {
  const sources = given.order.slice(0, given.count);
  const claims = Object.fromEntries(
    sources.map((own, i) => [own, REGIONS[given.claimed[i] ?? REGIONS.length]]),
  );
  const minter = (index: number) => sources[index % sources.length] ?? 'a';
  const regionOf = (item: { source: number; region: number }) =>
    claims[minter(item.source)] ?? REGIONS[item.region];
  // Ids of different kinds are alike on purpose: nothing may take one kind for another.
  const ids = (items: readonly { source: number }[], prefix = '') =>
    items.map((item, i) => `${minter(item.source)}/${prefix}${i}`);
  const resourceIds = ids(given.resources);
  const alarmIds = ids(given.alarms);
  const serviceIds = ids(given.services);
  const customerIds = ids(given.customers, 'c');
  // One reference in twelve leads to what its source does not know.
  const at = (known: readonly string[], i: number | null | undefined) =>
    i === null || i === undefined
      ? null
      : i === 11
        ? `${sources[0]}/none`
        : (known[i % known.length] ?? null);
  const inOrder = <T extends TestRecord>(records: T[]) =>
    records.toSorted((a, b) => sources.indexOf(sourceOf(a.id)) - sources.indexOf(sourceOf(b.id)));

  const relationships = given.relationships.map((item) => ({
    id: at(resourceIds, item.to) ?? '',
    ofId: at(resourceIds, item.of),
    type: RELATIONS[item.type],
    direction: item.out ? 'OUT' : 'IN',
    role: item.role,
    heldBy: minter(item.source),
  }));
  return {
    sources,
    claims,
    resources: inOrder(
      given.resources.map((item, i) => {
        const id = resourceIds[i] ?? '';
        const [container, site, a, z, host] = item.refs;
        const [one, two, three, four] = item.words;
        return {
          id,
          kind: item.kind,
          name: item.name,
          region: regionOf(item),
          resourceType: one,
          operationalState: two === null ? null : 'ENABLED',
          technology: item.technology,
          formerIds: item.former,
          ancestorIds: item.ancestors,
          identifiers:
            item.identifiers?.map((type) => ({
              type,
              scope: one,
              value: three ?? '-',
              source: sourceOf(id),
            })) ?? null,
          sourceRecords:
            item.former?.map((nativeId) => ({ source: sourceOf(id), nativeId, asOf: NOW, href: two })) ??
            null,
          characteristics: item.ancestors?.map((key) => ({ name: key, value: three ?? '-' })) ?? null,
          containerId: at(resourceIds, container),
          deviceId: at(resourceIds, host),
          siteId: at(resourceIds, site),
          location: one === null ? null : { country: two, clli: three, latitude: four === null ? null : 1 },
          equipment: two === null ? null : { vendor: one, model: three, slot: four },
          port:
            item.kind === 'PORT'
              ? { macAddress: three, ipAddresses: item.addresses, linkId: at(resourceIds, a) }
              : null,
          link:
            item.kind === 'LINK'
              ? { aEndId: at(resourceIds, a), zEndId: at(resourceIds, z), length: one === null ? null : 7 }
              : null,
          function:
            item.kind === 'VIRTUAL_FUNCTION' ? { functionType: four, hostId: at(resourceIds, host) } : null,
        };
      }),
    ),
    relationships: [...new Map(relationships.map((edge) => [edgeKey(edge), edge])).values()],
    alarms: given.alarms.map((item, i) => ({
      id: alarmIds[i] ?? '',
      perceivedSeverity: item.severity,
      region: regionOf(item),
      state: 'RAISED',
      ackState: item.acknowledged ? 'ACKNOWLEDGED' : 'UNACKNOWLEDGED',
      flapping: item.flapping,
      alarmReportingTime: `2026-01-01T00:00:0${item.second}.000Z`,
      alarmedObjectId: at(resourceIds, item.refs[0]),
      managedElementId: at(resourceIds, item.refs[1]),
      parentAlarmId: at(alarmIds, item.refs[2]),
    })),
    faultSources: sources.map((own) => ({
      id: own,
      source: own,
      syncState: 'IN_SYNC',
      region: claims[own] ?? null,
    })),
    services: given.services.map((item, i) => ({
      id: serviceIds[i] ?? '',
      name: item.name,
      region: regionOf(item),
      resourceId: at(resourceIds, item.refs[0]),
      customerId: at(customerIds, item.refs[1]),
      supportingIds: [
        ...new Set(item.supporting.map((other) => serviceIds[other % serviceIds.length] ?? '')),
      ],
      supports: [
        ...new Map(
          item.supports.map(([index, working, protectionGroup]) => {
            const edge = {
              id: at(resourceIds, index) ?? '',
              role: working ? 'WORKING' : 'PROTECTION',
              protectionGroup,
            };
            return [`${edge.id} ${edge.role}`, edge];
          }),
        ).values(),
      ],
    })),
    customers: given.customers.map((item, i) => ({
      id: customerIds[i] ?? '',
      name: item.name,
      region: regionOf(item),
    })),
  };
}

export const world: fc.Arbitrary<World> = raw.map(worldOf);
/** One source has everything. */
export const lonelyWorld: fc.Arbitrary<World> = raw.map((given) => worldOf({ ...given, count: 1 }));

const NOW = '2026-01-01T00:00:00.000Z';

const edgeKey = ({ ofId, type, direction, id }: Readonly<Record<string, unknown>>) =>
  JSON.stringify([ofId, type, direction, id]);

export function sourceOf(id: unknown): string {
  return String(id).split('/')[0] ?? '';
}

/** Do a child and its parent, and another reference and its end, lie with different members? */
export function liesApart({ resources, alarms }: World): boolean {
  const apart = (from: string, target: unknown) =>
    typeof target === 'string' && sourceOf(target) !== sourceOf(from);
  const end = (record: TestRecord, facet: string, key: string) =>
    apart(record.id, (record[facet] as Record<string, unknown> | null)?.[key]);
  return (
    resources.some((record) => apart(record.id, record['containerId'])) &&
    (alarms.some((alarm) => apart(alarm.id, alarm['parentAlarmId'])) ||
      resources.some(
        (record) =>
          end(record, 'link', 'aEndId') ||
          end(record, 'link', 'zEndId') ||
          end(record, 'port', 'linkId') ||
          end(record, 'function', 'hostId'),
      ))
  );
}
