/** What all records have in common, from NetBox's rows: pure, and total. What NetBox does not say is null, never a guess. */
import { makeId } from '#schema/ids.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { Characteristic, Identifier, IdentifierType } from '#schema/types/inventory.ts';
import type { IdentifierRule, NetboxOptions } from './config.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { RecordTypeName } from './record-types.ts';
import type { Named } from './types.ts';

/** A record, and what directly contains it; where that stands is not known here. */
export interface Mapped {
  readonly record: ResourceRecord;
  /** An id; null where nothing does. */
  readonly container: string | null;
  /** Of a site: the key of its region. */
  readonly region?: string | null;
}

/** The port at the end of a circuit, or its device where it is no port of ours. */
export interface CircuitEnds {
  readonly A: string | null;
  readonly Z: string | null;
}

/** What stands in other objects than the record's own; null where it was not asked for, or may not be seen. */
export interface Supplements {
  addresses(interfaceId: string): readonly string[] | null;
  circuitEnds(circuitId: string): CircuitEnds | null;
  /** Of a device type or a module type. */
  partNumber(model: 'device-types' | 'module-types', typeId: string): string | null;
}

export interface MapContext {
  readonly source: string;
  readonly dialect: Pick<Dialect, 'product' | 'token'>;
  readonly options: Pick<NetboxOptions, 'identifiers' | 'clli' | 'country' | 'uiUrl'>;
  readonly supplements: Supplements;
  /** When the rows were read, RFC 3339. */
  readonly asOf: string;
}

export const NO_SUPPLEMENTS: Supplements = {
  addresses: () => null,
  circuitEnds: () => null,
  partNumber: () => null,
};

export interface CommonRow {
  readonly id: string;
  readonly description?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly tenant?: Named | null | undefined;
  readonly tags?: readonly { readonly name?: string | null | undefined }[] | null | undefined;
  readonly custom_fields?: Readonly<Record<string, unknown>> | null | undefined;
  readonly facility?: string | null | undefined;
}

export interface Base {
  readonly type: RecordTypeName;
  readonly row: CommonRow;
  /** The path of its page. */
  readonly page: string;
  readonly identifiers?: readonly (readonly [IdentifierType, string | null | undefined, string?])[];
  readonly characteristics?: Readonly<Record<string, unknown>>;
}

export function idOf(context: MapContext, type: RecordTypeName, key: string): string {
  return makeId(context.source, `${type}.${context.dialect.token(key)}`);
}

/** The id of something that a row names; null where it names nothing. */
export function refer(
  context: MapContext,
  type: RecordTypeName,
  named: { readonly id: string } | null | undefined,
): string | null {
  return named ? idOf(context, type, named.id) : null;
}

/** Identity, provenance and characteristics. */
export function base({ type, row, page, identifiers = [], characteristics = {} }: Base, context: MapContext) {
  const { source, options, asOf } = context;
  const nativeId = `${type}.${row.id}`;
  const further = options.identifiers
    .filter((rule) => rule.on === type)
    .map(({ type: kind, field }) => [kind, fieldOf(row, field)] as const);
  const all: Identifier[] = [...identifiers, ...further].flatMap(([kind, value, scope]) =>
    value === null || value === undefined ? [] : [{ type: kind, scope: scope ?? null, value, source }],
  );
  return {
    id: idOf(context, type, row.id),
    identifiers: [...all, { type: 'NATIVE_ID', scope: source, value: nativeId, source }],
    sourceRecords: [{ source, nativeId, asOf, href: href(options.uiUrl, page, row.id) }],
    characteristics: characteristicsOf({
      status: row.status,
      description: row.description,
      tenant: row.tenant?.name,
      tags: row.tags?.flatMap(({ name }) => name ?? []).join(', '),
      ...characteristics,
      ...Object.fromEntries(
        Object.entries(row.custom_fields ?? {}).map(([name, value]) => [`cf.${name}`, value]),
      ),
    }),
  } satisfies ResourceRecord;
}

/** facility, or a custom field, as text. */
export function fieldOf(row: CommonRow, field: IdentifierRule['field'] | undefined): string | null {
  if (field === undefined) return null;
  if (!field.startsWith('cf.')) return row.facility ?? null;
  const fields = row.custom_fields ?? {};
  const name = field.slice('cf.'.length);
  return Object.hasOwn(fields, name) ? textOf(fields[name]) : null;
}

function characteristicsOf(values: Readonly<Record<string, unknown>>): Characteristic[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === null ? [] : [{ name, value: text }];
  });
}

/** A selection of a custom field is a list or an object with its label. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  return JSON.stringify(value);
}

function href(uiUrl: string | undefined, page: string, key: string): string | null {
  return uiUrl === undefined ? null : `${uiUrl.replace(/\/$/, '')}/${page}/${key}/`;
}

/** Without its mask. */
export function hostAddress(address: string | null | undefined): string | null {
  return address?.replace(/\/\d+$/, '') ?? null;
}
