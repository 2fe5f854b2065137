/**
 * Who is known by an identifier: the index knows, where it is complete. Else, and where it cannot know, NetBox is asked: one question per
 * model and kind of identifier, however many keys. It has no database index for most of these, so each question looks at a whole model.
 */
import { identifierText } from '#adapters/kit/identity/identifier-text.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { IdentifierInput, IdentifierType } from '#schema/types/inventory.ts';
import type { NetboxClient } from './client.ts';
import type { NetboxOptions } from './config.ts';
import type { Dialect, Parameter } from './dialects/dialect.ts';
import { unlessForbidden } from './forbidden.ts';
import { byType } from './ids.ts';
import type { IndexStore } from './index-store.ts';
import { isIndexed } from './indexed.ts';
import type { Reader } from './reader.ts';
import type { RecordTypeName } from './record-types.ts';
import { type IpAddressRow, ipAddressRow } from './types.ts';

/** The parameters by which each model is found: they compare without case, or exactly. */
const PARAMETERS: Partial<Record<IdentifierType, readonly (readonly [RecordTypeName, string])[]>> = {
  NAME: [
    ['site', 'name__ie'],
    ['location', 'name__ie'],
    ['device', 'name__ie'],
    ['virtual-machine', 'name__ie'],
    ['circuit', 'cid__ie'],
    ['cable', 'label__ie'],
  ],
  CIRCUIT_ID: [
    ['circuit', 'cid__ie'],
    ['cable', 'label__ie'],
  ],
  SERIAL_NUMBER: [
    ['device', 'serial'],
    ['module', 'serial'],
    ['virtual-machine', 'serial'],
  ],
  ALIAS: [
    ['device', 'asset_tag__ie'],
    ['module', 'asset_tag__ie'],
  ],
  MAC_ADDRESS: [
    ['interface', 'mac_address'],
    ['vm-interface', 'mac_address'],
  ],
};

export interface ResolveParts {
  readonly source: string;
  readonly client: NetboxClient;
  readonly reader: Reader;
  readonly options: Pick<NetboxOptions, 'identifiers' | 'clli'>;
  /** Null where it is not complete. */
  readonly index: Pick<IndexStore, 'knownBy'> | null;
  read(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ResourceRecord>>;
}

/** One list of candidates per key. */
export async function resolveKeys(
  parts: ResolveParts,
  keys: readonly IdentifierInput[],
  signal: AbortSignal,
): Promise<ResourceRecord[][]> {
  const dialect = await parts.client.probe(signal);
  const isTold = (key: IdentifierInput): boolean => parts.index !== null && isIndexed(key);
  const asked = keys.filter((key) => !isTold(key));
  const found = await Promise.all([
    Promise.resolve(parts.index?.knownBy(keys.filter(isTold)) ?? []),
    ...[...Map.groupBy(asked, ({ type }) => type)].flatMap(([type, same]) =>
      questionsOf(parts, dialect, type, same).map(([model, parameter, values]) =>
        idsBy(parts, dialect, model, parameter, values, signal),
      ),
    ),
    portsNamed(parts, dialect, keys, signal),
    managedAt(parts, dialect, keys, signal),
    Promise.resolve(nativeIds(parts.source, dialect, keys)),
  ]);
  const records = await parts.read([...new Set(found.flat())], signal);
  // Who is known by an identifier is who says so itself: one rule for every collation of every database.
  const known = new Map<string, Map<string, ResourceRecord>>();
  for (const record of records.values()) {
    for (const identifier of record.identifiers ?? []) {
      const text = identifierText(identifier);
      const candidates = known.get(text) ?? new Map<string, ResourceRecord>();
      known.set(text, candidates.set(record.id, record));
    }
  }
  return keys.map((key) => [...(known.get(identifierText(key))?.values() ?? [])]);
}

type Question = readonly [RecordTypeName, string, string[]];

function questionsOf(
  { options }: ResolveParts,
  dialect: Dialect,
  type: IdentifierType,
  keys: readonly IdentifierInput[],
): Question[] {
  const values = keys.filter(({ scope }) => (scope ?? null) === null).map(({ value }) => value.trim());
  const asked = values.filter((value) => value !== '');
  if (asked.length === 0) return [];
  const site = dialect.types.includes('site') ? 'site' : 'location';
  const further = [
    ...options.identifiers.filter((rule) => rule.type === type).map(({ on, field }) => [on, field] as const),
    ...(type === 'CLLI' && options.clli !== undefined ? [[site, options.clli] as const] : []),
  ].map(([on, field]): readonly [RecordTypeName, string] => [on, `${parameterOf(field)}__ie`]);
  return [...(PARAMETERS[type] ?? []), ...further]
    .filter(([model, parameter]) => dialect.types.includes(model) && dialect.filters(model, parameter))
    .map(([model, parameter]) => [model, parameter, asked]);
}

/** A custom field is filtered by cf_<name>. */
function parameterOf(field: string): string {
  return field.replace(/^cf\./, 'cf_');
}

async function idsBy(
  { source, reader }: ResolveParts,
  dialect: Dialect,
  model: RecordTypeName,
  parameter: string,
  values: readonly string[],
  signal: AbortSignal,
  parameters: readonly Parameter[] = [],
): Promise<string[]> {
  // In what may not be seen nobody is known.
  const rows = await unlessForbidden(() => reader.rowsBy(model, parameter, values, signal, parameters));
  return (rows ?? []).map(({ id }) => `${source}/${model}.${dialect.token(id)}`);
}

/** In each device its own names. */
async function portsNamed(
  parts: ResolveParts,
  dialect: Dialect,
  keys: readonly IdentifierInput[],
  signal: AbortSignal,
): Promise<string[]> {
  const scoped = keys.filter(({ type, scope }) => type === 'PORT_NAME' && (scope ?? null) !== null);
  const found = await Promise.all(
    [...Map.groupBy(scoped, ({ scope }) => scope ?? '')].map(async ([scope, inside]) => {
      const names = inside.map(({ value }) => value.trim());
      const [owner] = [...byType([scope], parts.source, dialect)].flatMap(([type, [object]]) =>
        object ? [{ type, key: object.key }] : [],
      );
      if (owner?.type === 'device')
        return idsBy(parts, dialect, 'interface', 'name__ie', names, signal, [
          [dialect.parent('device'), owner.key],
        ]);
      if (owner?.type === 'virtual-machine')
        return idsBy(parts, dialect, 'vm-interface', 'name__ie', names, signal, [
          [dialect.parent('virtual_machine'), owner.key],
        ]);
      return [];
    }),
  );
  return found.flat();
}

/** An address is on a port of what it manages. */
async function managedAt(
  { source, client }: ResolveParts,
  dialect: Dialect,
  keys: readonly IdentifierInput[],
  signal: AbortSignal,
): Promise<string[]> {
  const addresses = keys
    .filter(({ type, scope }) => type === 'MANAGEMENT_ADDRESS' && (scope ?? null) === null)
    .map(({ value }) => value.trim())
    .filter((value) => /^[0-9a-fA-F.:]+$/.test(value));
  if (addresses.length === 0) return [];
  const request = { path: 'ipam/ip-addresses', row: ipAddressRow, signal };
  const found = await client.byValues(request, 'address', addresses);
  const { path, address } = dialect.assignments;
  const ids = found.map(({ id }) => id);
  const rows = address === null ? found : await client.byValues({ ...request, path }, address, ids);
  return rows.flatMap((row) => ownerOf(source, dialect, row) ?? []);
}

function ownerOf(source: string, dialect: Dialect, { assigned_object: port }: IpAddressRow): string | null {
  if (port?.device) return `${source}/device.${dialect.token(port.device.id)}`;
  if (port?.virtual_machine) return `${source}/virtual-machine.${dialect.token(port.virtual_machine.id)}`;
  return null;
}

function nativeIds(source: string, dialect: Dialect, keys: readonly IdentifierInput[]): string[] {
  return keys.flatMap(({ type, scope, value }) => {
    if (type !== 'NATIVE_ID' || scope !== source) return [];
    const [, model = '', key = ''] = /^([a-z-]+)\.([0-9a-f-]{1,36})$/.exec(value.trim()) ?? [];
    const known = dialect.types.find((name) => name === model);
    const isKey = dialect.product === 'NetBox' ? /^\d{1,19}$/.test(key) : key.length === 36;
    return known !== undefined && isKey ? [`${source}/${known}.${dialect.token(key)}`] : [];
  });
}
