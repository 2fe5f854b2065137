/** Who is known by an identifier: one statement per type of resource and kind of identifier. */
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { IdentifierInput, IdentifierType } from '#schema/types/inventory.ts';
import type { Catalog, ResourceType } from './catalog.ts';
import type { Dialect } from './dialects/dialect.ts';
import { textValue } from './dialects/dialect.ts';
import { type Key, keyIn } from './keys.ts';
import { keyOfId } from './lookup.ts';
import type { IdentifierSpec } from './mapping-parts.ts';
import { selectRecords } from './query.ts';
import type { Runner } from './runner.ts';
import { type Sql, any, sql, trusted } from './sql.ts';
import { parseNativeKey } from './token.ts';

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
    const prefix = `${type.name}.`;
    if (key.type !== 'NATIVE_ID' || key.scope !== source || !key.value.startsWith(prefix)) return [];
    const kinds = type.key.map(({ kind }) => kind);
    const found = parseNativeKey(key.value.slice(prefix.length), kinds);
    return found ? [found] : [];
  });
  return native.length === 0 ? mapped : [...mapped, [keyIn(type.key, native, dialect)]];
}

function mappedCondition(
  type: ResourceType,
  spec: IdentifierSpec,
  asked: readonly IdentifierInput[],
  catalog: Catalog,
  dialect: Dialect,
): Sql[][] {
  const among = (some: readonly IdentifierInput[]): Sql =>
    valueCondition(
      spec,
      some.map((key) => key.value),
      dialect,
    );
  if (spec.scope === undefined) return [[among(asked)]];
  const outer = catalog.resources.find(({ name }) => name === spec.scope);
  const ancestor = type.fields.ancestors.find((one) => one.type === spec.scope);
  const scopes = [...Map.groupBy(asked, (key) => key.scope ?? '')].flatMap(([scope, inside]) => {
    const key = outer && keyOfId(outer, scope);
    return key ? [{ key, inside }] : [];
  });
  if (!ancestor || scopes.length === 0) return [];
  const { columns } = ancestor;
  const keysOfScopes = scopes.map(({ key }) => key);
  // In each scope its own values: all values in all scopes would be most of the table.
  const exact = scopes.map(
    ({ key, inside }) => sql`(${keyIn(columns, [key], dialect)} AND ${among(inside)})`,
  );
  return [[keyIn(columns, keysOfScopes, dialect), any(exact)]];
}

/** May admit too many rows, never too few as far as the database knows the letters. */
function valueCondition(spec: IdentifierSpec, values: readonly string[], dialect: Dialect): Sql {
  const texts = values.map((value) => value.trim());
  if (!WITHOUT_CASE.has(spec.type) && !spec.plain)
    return dialect.oneOf(dialect.text(spec.column), texts.map(textValue));
  if (spec.plain) {
    const ascii = texts.filter((text) => /^[\x20-\x7e]*$/.test(text));
    const variants = new Set(ascii.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()]));
    const plain = [...variants].map((text) => ({ kind: 'plain', value: text }) as const);
    const others = texts.filter((text) => !ascii.includes(text));
    return any([
      ...(plain.length > 0 ? [dialect.oneOf(trusted(`t.${spec.column}`), plain)] : []),
      ...(others.length > 0 ? [folded(spec, others, dialect)] : []),
    ]);
  }
  return folded(spec, texts, dialect);
}

/** Some databases know upper case of ASCII letters only: then the others must be as in one of the ways to write the text. */
function folded(spec: IdentifierSpec, texts: readonly string[], dialect: Dialect): Sql {
  const variants = texts.flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()].map(asciiUpper));
  const upper = texts.map((text) => text.toUpperCase());
  return dialect.oneOf(dialect.folded(spec.column), [...new Set([...variants, ...upper])].map(textValue));
}

function asciiUpper(text: string): string {
  return text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
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
