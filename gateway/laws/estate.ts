/** Who holds what of a world: each record with its source alone, in pieces with contributors, or as copies with others too. */
import fc from 'fast-check';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import type { Member } from '#schema/ports/member.ts';
import type { Shelf, TestRecord } from '../testing/record-resolvers.ts';
import { type World, sourceOf } from './world.ts';

export interface MemberSpec extends Pick<Member, 'domain' | 'source' | 'role' | 'contributes' | 'regions'> {
  readonly records: Readonly<Partial<Record<Shelf, readonly TestRecord[]>>>;
}

/** Members in order of precedence. */
export type Estate = readonly MemberSpec[];

export const SHELVES_OF: Readonly<Record<Domain, readonly Shelf[]>> = {
  inventory: ['resources', 'relationships'],
  faults: ['alarms', 'faultSources'],
  services: ['services', 'customers'],
};

export function disjoint(world: World): Estate {
  return DOMAINS.flatMap((domain) =>
    world.sources.map((source): MemberSpec => ({
      domain,
      source,
      role: 'ENUMERATES',
      contributes: {},
      regions: world.claims[source] ? [world.claims[source]] : [],
      records: Object.fromEntries(
        SHELVES_OF[domain].map((shelf) => [
          shelf,
          world[shelf].filter((record) => (record['heldBy'] ?? sourceOf(record.id)) === source),
        ]),
      ),
    })),
  );
}

/** For these fields of resources these sources go first, whoever owns them. */
export interface FirstWord {
  readonly fields: readonly string[];
  readonly sources: readonly string[];
}

/** Contributors of inventory: what they say something of, and where they stand in the order. */
export const contributors = fc.record({
  deal: fc.nat(),
  fields: fc.array(fc.constantFrom('most', 'facets', 'values', 'plain'), { minLength: 1, maxLength: 3 }),
  first: fc.boolean(),
});
export type Contributors = typeof contributors extends fc.Arbitrary<infer Value> ? Value : never;

const VALUES = ['resourceType', 'operationalState', 'technology', 'formerIds', 'ancestorIds'];
const LISTS = ['identifiers', 'sourceRecords', 'characteristics'];
const REFERENCES = ['device', 'site'];
const FACETS = ['location', 'equipment', 'port', 'link', 'function'];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  most: [...VALUES, ...LISTS, ...REFERENCES, ...FACETS],
  facets: FACETS,
  values: [...VALUES, ...LISTS, 'site'],
  plain: [...VALUES, ...LISTS],
};

/** A rule of precedence, or none. */
export function firstWordOf({ deal, fields }: Contributors): FirstWord | null {
  const sources = [...fields.map((_, i) => `k${i}`), 'a', 'none'].filter(
    (one) => mix(deal, one, 'first') % 4 > 0,
  );
  const ruled = [...(FIELDS['most'] ?? []), ...KEYS].filter((field) => mix(deal, field, 'first') % 4 > 0);
  return mix(deal, 'ruled') % 4 === 0 ? null : { fields: ruled, sources: sources.toReversed() };
}

/** What the owner alone says where all agree: by these records are found and ordered. */
const KEYS = ['name', 'kind'];

const keyOf = (field: string): string => (REFERENCES.includes(field) ? `${field}Id` : field);

/** Each field of each resource, and of each facet, with one of those who may say something of it. */
export function inPieces(world: World, { deal, fields, first }: Contributors): Estate {
  const added = fields.map((kind, i) => ({ source: `k${i}`, fields: FIELDS[kind] ?? [] }));
  const whole = disjoint(world);
  const pieces = (source: string | null) => (record: TestRecord) => {
    const piece: Record<string, unknown> = source === null ? { ...record } : { id: record.id };
    for (const field of FIELDS['most'] ?? []) {
      const holders = [null, ...added.filter((one) => one.fields.includes(field)).map((one) => one.source)];
      const isMine = (part: string) => holders[mix(deal, record.id, part) % holders.length] === source;
      const key = keyOf(field);
      const value = record[key];
      if (!FACETS.includes(field)) piece[key] = isMine(key) ? value : null;
      else if (value !== null) {
        const parts = Object.entries(value as object).filter(([part]) => isMine(`${field}.${part}`));
        // Whoever knows nothing of a facet may say null, or a facet of nulls.
        piece[key] =
          parts.length > 0 || mix(deal, record.id, field) % 2 === 0 ? Object.fromEntries(parts) : null;
      }
    }
    return piece as TestRecord;
  };
  const owners = whole.map((spec) =>
    spec.domain === 'inventory'
      ? { ...spec, records: { ...spec.records, resources: (spec.records.resources ?? []).map(pieces(null)) } }
      : spec,
  );
  const contributing = added.map((one) =>
    contributor(one.source, one.fields, world.resources.map(pieces(one.source))),
  );
  return first ? [...contributing, ...owners] : [...owners, ...contributing];
}

/** Contributors that say of each resource what is true of another one. */
export function contradicting(world: World, { deal, fields, first }: Contributors): Estate {
  const contributing = fields.map((kind, i) => {
    const source = `k${i}`;
    const says = world.resources
      .filter(({ id }) => mix(deal, id, source) % 3 > 0)
      .map(({ id }) => ({
        ...world.resources[mix(deal, id, `${source} other`) % world.resources.length],
        id,
      }));
    return contributor(source, [...(FIELDS[kind] ?? []), ...KEYS.slice(i)], says);
  });
  const owners = disjoint(world);
  return first ? [...contributing, ...owners] : [...owners, ...contributing];
}

/** Every member also lists copies of others' records, true in what they are found and ordered by, and wrong in all else. */
export function copied(estate: Estate, deal: number): Estate {
  return estate.map((spec) => {
    if (spec.role !== 'ENUMERATES') return spec;
    const others = estate.filter((other) => other.domain === spec.domain && other.role === 'ENUMERATES');
    const records = Object.fromEntries(
      SHELVES_OF[spec.domain].map((shelf) => {
        const mine = spec.records[shelf] ?? [];
        const theirs = others
          .filter((other) => other !== spec && shelf !== 'faultSources')
          .flatMap((other) => other.records[shelf] ?? [])
          .filter(({ id, region }) => {
            const claimed =
              spec.regions.length === 0 || region === undefined || spec.regions.includes(String(region));
            return claimed && mix(deal, id, spec.source) % 3 === 0;
          });
        return [shelf, [...mine, ...theirs.map(wrongCopy)]];
      }),
    );
    return { ...spec, records };
  });
}

const TRUE_IN_COPIES = new Set(
  ['id', 'name', 'kind', 'region', 'containerId', 'ofId', 'type', 'direction', 'state'].concat([
    'perceivedSeverity',
    'alarmReportingTime',
    'flapping',
    'alarmedObjectId',
    'resourceId',
    'customerId',
    'supportingIds',
  ]),
);

function wrongCopy(record: TestRecord): TestRecord {
  const wrong = (key: string, value: unknown) =>
    key === 'role' ? 'copied' : key.endsWith('Id') ? 'a/none' : Array.isArray(value) ? [] : null;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, TRUE_IN_COPIES.has(key) ? value : wrong(key, value)]),
  ) as TestRecord;
}

function contributor(source: string, fields: readonly string[], resources: TestRecord[]): MemberSpec {
  return {
    domain: 'inventory',
    source,
    role: 'CONTRIBUTES',
    contributes: { Resource: fields },
    regions: [],
    records: { resources },
  };
}

/** A number that looks random and depends on nothing else. */
export function mix(seed: number, ...parts: readonly string[]): number {
  let hash = seed | 0;
  for (const char of parts.join(' ')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 5;
}
