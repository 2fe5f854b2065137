/** Who is known by an identifier: one statement per type of resource and kind of identifier. */
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { IdentifierInput, IdentifierType } from '#schema/types/inventory.ts';
import type { Catalog, ResourceType } from './catalog.ts';
import type { Dialect } from './dialects/dialect.ts';
import { type Key, keyAndTextIn, keyIn } from './keys.ts';
import { keyOfId } from './lookup.ts';
import type { IdentifierSpec } from './mapping-parts.ts';
import { selectRecords } from './query.ts';
import type { Runner } from './runner.ts';
import { type Sql, any, trusted } from './sql.ts';
import { keyText, parseNativeKey, recordToken } from './token.ts';

const WITHOUT_CASE: ReadonlySet<IdentifierType> = new Set([
  'NAME',
  'FQDN',
  'TL1_TID',
  'CIRCUIT_ID',
  'PORT_NAME',
  'ALIAS',
]);

/** One list of candidates per key. */
export async function resolveKeys(
  keys: readonly IdentifierInput[],
  catalog: Catalog,
  source: string,
  runner: Runner,
): Promise<ResourceRecord[][]> {
  const candidates = new Map<string, Map<string, ResourceRecord>>();
  const statements = catalog.resources.flatMap((type) =>
    conditionsOf(type, keys, catalog, source, runner.dialect).map((where) => ({ type, where })),
  );
  await Promise.all(
    statements.map(async ({ type, where }) => {
      for (const row of await runner.rows(
        selectRecords(type, { where, byName: false, limit: null }, runner.dialect),
      )) {
        const record = type.read(row)?.record;
        // What is known by an identifier is what says so itself: the same rule for every engine and collation.
        for (const identifier of record?.identifiers ?? []) {
          const name = identifierText(identifier);
          const known = candidates.get(name) ?? new Map<string, ResourceRecord>();
          candidates.set(name, known);
          if (record) known.set(record.id, record);
        }
      }
    }),
  );
  return keys.map((key) => [...(candidates.get(identifierText(key))?.values() ?? [])]);
}

/** The conditions of the statements that find a type's candidates. */
function conditionsOf(
  type: ResourceType,
  keys: readonly IdentifierInput[],
  catalog: Catalog,
  source: string,
  dialect: Dialect,
): Sql[][] {
  const mapped = type.spec.identifiers.flatMap((spec): Sql[][] => {
    const scoped = spec.scope !== undefined;
    const asked = keys.filter((key) => key.type === spec.type && ((key.scope ?? null) !== null) === scoped);
    return asked.length === 0 ? [] : mappedCondition(type, spec, asked, catalog, dialect);
  });
  const native = keys.flatMap((key): Key[] => {
    const found = nativeKeyOf(key, type, source);
    return found ? [found] : [];
  });
  return native.length === 0 ? mapped : [...mapped, [keyIn(type.key, native, dialect)]];
}

function nativeKeyOf(key: IdentifierInput, type: ResourceType, source: string): Key | null {
  const prefix = `${type.name}.`;
  if (key.type !== 'NATIVE_ID' || key.scope !== source || !key.value.startsWith(prefix)) return null;
  return parseNativeKey(
    key.value.slice(prefix.length),
    type.key.map(({ kind }) => kind),
  );
}

/** The id that a native id of this source stands for, whether or not the record is there; null for every other identifier. */
export function nativeId(
  key: IdentifierInput,
  { resources }: Pick<Catalog, 'resources'>,
  source: string,
): string | null {
  for (const type of resources) {
    const found = type.merges && nativeKeyOf(key, type, source);
    const token = found && recordToken(type.name, found);
    if (token) return `${source}/${token}`;
  }
  return null;
}

function mappedCondition(
  type: ResourceType,
  spec: IdentifierSpec,
  asked: readonly IdentifierInput[],
  catalog: Catalog,
  dialect: Dialect,
): Sql[][] {
  if (spec.scope === undefined) {
    const values = asked.flatMap((key) => waysOf(spec, key.value));
    return [
      [any(byComparison(values).map(([comparison, same]) => valueIn(spec, comparison, same, dialect)))],
    ];
  }
  const outer = catalog.resources.find(({ name }) => name === spec.scope);
  const ancestor = type.fields.ancestors.find((one) => one.type === spec.scope);
  const scoped = asked.flatMap((key) => {
    const scope = outer && keyOfId(outer, key.scope ?? '');
    return scope ? waysOf(spec, key.value).map((way) => ({ ...way, key: scope })) : [];
  });
  if (!ancestor || scoped.length === 0) return [];
  const { columns } = ancestor;
  // In each scope its own values: all values in all scopes would be most of the table. As one set of both, so that a row is
  // looked up in it once, however many scopes there are.
  const exact = byComparison(scoped).map(([comparison, same]) =>
    keyAndTextIn(columns, expressionOf(spec, comparison, dialect), same, dialect),
  );
  const keysOfScopes = [...new Map(scoped.map(({ key }) => [keyText(key), key])).values()];
  return [[keyIn(columns, keysOfScopes, dialect), any(exact)]];
}

/** How a column is compared with a text: as it stands, as a text, or without regard to case. */
type Comparison = 'plain' | 'text' | 'folded';

interface Way {
  readonly comparison: Comparison;
  readonly value: string;
}

/** The ways in which a text is looked for: may admit too many rows, never too few as far as the database knows the letters. */
function waysOf(spec: IdentifierSpec, given: string): Way[] {
  const text = given.trim();
  const as = (comparison: Comparison, values: readonly string[]): Way[] =>
    [...new Set(values)].map((value) => ({ comparison, value }));
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  if (spec.plain && isAscii) return as('plain', [text, text.toUpperCase(), text.toLowerCase()]);
  if (!WITHOUT_CASE.has(spec.type) && !spec.plain) return as('text', [text]);
  if (isAscii) return as('folded', [text.toUpperCase()]);
  // Some databases know upper case of ASCII letters only: then the others must be as in one of the ways to write the text.
  const written = [text, text.toUpperCase(), text.toLowerCase()].map(asciiUpper);
  return as('folded', [...written, text.toUpperCase()]);
}

function byComparison<One extends Way>(ways: readonly One[]): [Comparison, One[]][] {
  return [...Map.groupBy(ways, ({ comparison }) => comparison)];
}

function expressionOf({ column }: IdentifierSpec, comparison: Comparison, dialect: Dialect): Sql {
  if (comparison === 'plain') return trusted(`t.${column}`);
  return comparison === 'text' ? dialect.text(column) : dialect.folded(column);
}

function valueIn(spec: IdentifierSpec, comparison: Comparison, ways: readonly Way[], dialect: Dialect): Sql {
  const values = [...new Set(ways.map(({ value }) => value))];
  return dialect.oneOf(
    expressionOf(spec, comparison, dialect),
    values.map((value) => ({ kind: comparison === 'plain' ? 'plain' : 'text', value })),
  );
}

function asciiUpper(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function identifierText({
  type,
  scope,
  value,
}: {
  type: IdentifierType;
  scope?: string | null;
  value: string;
}): string {
  const text = value.trim();
  return JSON.stringify([type, scope ?? null, WITHOUT_CASE.has(type) ? text.toLowerCase() : text]);
}
