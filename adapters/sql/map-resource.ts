/** Rows to resources: pure and total. A text that cannot be read leaves its field null and stays as a characteristic. */
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { Identifier, ResourceFilter } from '#schema/types/inventory.ts';
import type { Columns } from './columns.ts';
import { type MappingContext, fieldContext, referenceContext } from './context.ts';
import { trimmed } from './convert.ts';
import {
  type Admission,
  type Field,
  Leftovers,
  listField,
  numberField,
  textField,
  wordField,
} from './fields.ts';
import type { Key } from './keys.ts';
import type { ResourceSpec } from './mapping.ts';
import type { ReferenceSpec } from './mapping-parts.ts';
import { type Reference, firstId, reference } from './references.ts';
import { nativeKey } from './token.ts';
import type { Row } from './types.ts';
import { ADMINISTRATIVE_STATES, LIFECYCLE_STATES, LINK_MEDIA, OPERATIONAL_STATES } from './words.ts';

export interface ResourceFields {
  readonly ancestors: readonly Reference[];
  readonly aEnd: readonly Reference[];
  readonly zEnd: readonly Reference[];
  /** The link of a port, where the port's own row says it. */
  readonly portLink: readonly Reference[];
  /** What a function runs on. */
  readonly host: readonly Reference[];
  read(row: Row, key: Key, id: string): ResourceRecord;
  /** Each condition of a filter but name and within, as far as the database can tell. */
  admits(filter: ResourceFilter): Admission[];
}

export function resourceFields(
  name: string,
  spec: ResourceSpec,
  context: MappingContext,
  columns: Columns,
): ResourceFields {
  const field = fieldContext(context, columns);
  const references = (specs: readonly ReferenceSpec[] | undefined): Reference[] =>
    (specs ?? []).map((one) => reference(one, referenceContext(context, columns, context.resources)));
  const text = (one: Parameters<typeof textField>[0]): Field<string> => textField(one, field);
  const number = (one: Parameters<typeof textField>[0], as: 'decimal' | 'rate'): Field<number> =>
    numberField(one, as, field);

  const ancestors = references(spec.ancestors);
  const [nameField, resourceType, technology] = [
    text(spec.name),
    text(spec.resourceType),
    listField(spec.technology, field),
  ];
  const region = text(spec.region ?? (context.region === null ? undefined : constantSpec(context.region)));
  const administrative = wordField(spec.administrativeState, ADMINISTRATIVE_STATES, field);
  const operational = wordField(spec.operationalState, OPERATIONAL_STATES, field);
  const lifecycle = wordField(spec.lifecycleState, LIFECYCLE_STATES, field);
  const identifiers = identifiersReader(spec, context, columns, ancestors);
  const characteristics = Object.entries(spec.characteristics).map(
    ([label, one]) => [label, text(one)] as const,
  );

  const vendor = text(spec.equipment?.vendor);
  const role = text(spec.equipment?.role);
  const { location, equipment, port, link } = spec;
  const place = location && {
    clli: text(location.clli),
    address: text(location.address),
    country: text(location.country),
    latitude: number(location.latitude, 'decimal'),
    longitude: number(location.longitude, 'decimal'),
  };
  const box = equipment && {
    role,
    vendor,
    model: text(equipment.model),
    partNumber: text(equipment.partNumber),
    serialNumber: text(equipment.serialNumber),
    softwareVersion: text(equipment.softwareVersion),
    managementAddress: text(equipment.managementAddress),
    slot: text(equipment.slot),
  };
  const end = port && {
    speed: number(port.speed, 'rate'),
    macAddress: text(port.macAddress),
    ipAddresses: listField(port.ipAddresses, field),
  };
  const portLink = references(port?.link);
  const line = link && {
    medium: wordField(link.medium, LINK_MEDIA, field),
    capacity: number(link.capacity, 'rate'),
    length: number(link.length, 'decimal'),
  };
  const [aEnd, zEnd, host] = [
    references(link?.aEnd),
    references(link?.zEnd),
    references(spec.function?.host),
  ];
  const functionType = text(spec.function?.functionType);

  return {
    ancestors,
    aEnd,
    zEnd,
    portLink,
    host,
    read(row, key, id) {
      const left = new Leftovers();
      const found = ancestors.map((one) => one.id(row));
      const own = `${name}.${nativeKey(key)}`;
      const record: ResourceRecord = {
        id,
        kind: spec.kind,
        resourceType: resourceType.read(row, left),
        name: nameField.read(row, left),
        region: region.read(row, left),
        technology: technology.read(row, left),
        administrativeState: administrative.read(row, left),
        operationalState: operational.read(row, left),
        lifecycleState: lifecycle.read(row, left),
        container: referred(containerOf(ancestors, found)),
        device: referred(spec.kind === 'DEVICE' ? id : ofKind('DEVICE', ancestors, found)),
        site: referred(spec.kind === 'SITE' ? id : ofKind('SITE', ancestors, found)),
        ancestorIds: around(ancestors, found, row),
        identifiers: identifiers(row, own, found),
        sourceRecords: [
          { source: context.source, nativeId: own, asOf: new Date(context.now()).toISOString(), href: null },
        ],
        ...(place && { location: facet(place, row, left) }),
        ...(box && { equipment: facet(box, row, left) }),
        ...(end && { port: { ...facet(end, row, left), link: referred(firstId(portLink, row)) } }),
        ...(line && {
          link: {
            ...facet(line, row, left),
            aEnd: referred(firstId(aEnd, row)),
            zEnd: referred(firstId(zEnd, row)),
          },
        }),
        ...(spec.function && {
          function: { functionType: functionType.read(row, left), host: referred(firstId(host, row)) },
        }),
      };
      const named = characteristics.map(([label, one]) => [label, one.read(row, left)] as const);
      const values = new Map<string, string>(left.texts);
      for (const [label, value] of named) if (value !== null) values.set(label, value);
      return { ...record, characteristics: [...values].map(([label, value]) => ({ name: label, value })) };
    },
    admits: (filter) => [
      ...(filter.kind ? [filter.kind.includes(spec.kind)] : []),
      ...admitted(resourceType, filter.resourceType),
      ...admitted(region, filter.region),
      ...admitted(technology, filter.technology),
      ...admitted(operational, filter.operationalState),
      ...admitted(lifecycle, filter.lifecycleState),
      ...admitted(vendor, filter.vendor),
      ...admitted(role, filter.role),
    ],
  };
}

export function admitted(field: Field<unknown>, wanted: readonly string[] | null | undefined): Admission[] {
  return wanted ? [field.admits(wanted)] : [];
}

export function constantSpec(value: string): NonNullable<Parameters<typeof textField>[0]> {
  return { value, otherwise: 'keep', required: false };
}

export function referred(id: string | null): { readonly id: string } | null {
  return id === null ? null : { id };
}

/** All that contains it. Null while some of that is still to be found out: the rest would be taken for the whole. */
function around(
  ancestors: readonly Reference[],
  found: readonly (string | null)[],
  row: Row,
): readonly string[] | null {
  const further = ancestors.map((one) => one.around(row));
  if (further.includes(null)) return null;
  const near = found.filter((one) => one !== null);
  return [...new Set([...near, ...further.flatMap((ids) => ids ?? [])])];
}

/** The nearest ancestor; a further one only where those before it may be absent. */
function containerOf(ancestors: readonly Reference[], found: readonly (string | null)[]): string | null {
  for (const [i, one] of ancestors.entries()) {
    const id = found[i] ?? null;
    if (id !== null || !one.optional) return id;
  }
  return null;
}

function ofKind(
  kind: string,
  ancestors: readonly Reference[],
  found: readonly (string | null)[],
): string | null {
  return found.find((id, i) => id !== null && ancestors[i]?.kind === kind) ?? null;
}

type Facet = Readonly<Record<string, Field<unknown>>>;

function facet<Fields extends Facet>(fields: Fields, row: Row, left: Leftovers) {
  const values = Object.entries(fields).map(([name, field]) => [name, field.read(row, left)]);
  return Object.fromEntries(values) as { [Name in keyof Fields]: ReturnType<Fields[Name]['read']> };
}

function identifiersReader(
  spec: ResourceSpec,
  context: MappingContext,
  columns: Columns,
  ancestors: readonly Reference[],
): (row: Row, native: string, found: readonly (string | null)[]) => Identifier[] {
  const { source } = context;
  const cells = spec.identifiers.map(({ column }) => columns.reader(column));
  const scopes = spec.identifiers.map(({ scope }) => ancestors.findIndex(({ type }) => type === scope));
  return (row, native, found) => [
    ...spec.identifiers.flatMap(({ type, scope }, i): Identifier[] => {
      const value = trimmed(cells[i]?.(row));
      const within = scope === undefined ? null : (found[scopes[i] ?? -1] ?? null);
      return value === null || (scope !== undefined && within === null)
        ? []
        : [{ type, scope: within, value, source }];
    }),
    { type: 'NATIVE_ID', scope: source, value: native, source },
  ];
}
