import { describe, expect, test } from '@jest/globals';
import { keyAfter, keyIn } from './keys.ts';
import type { DialectName } from './dialects/dialect.ts';
import { dialectOf } from './dialects/dialects.ts';
import { selectRecords } from './query.ts';
import type { RecordType } from './record-type.ts';
import { type KeyPart, render } from './sql.ts';
import { compiledForTest } from './testing/compiled.ts';

const MAPPING = `
version: 1
resources:
  link:
    kind: LINK
    relation: SELECT * FROM hops -- all of them
    key: [{ column: circuit, type: number }, { column: code, type: text }]
    name: label
`;
const key: KeyPart[] = [
  { kind: 'number', value: 7n },
  { kind: 'text', value: "b'; DROP TABLE hops" },
];

function link(dialect: DialectName): RecordType<unknown> {
  const [type] = compiledForTest(MAPPING, dialect).resources;
  if (!type) throw new TypeError('The mapping has a type.');
  return type;
}

describe('A page after a key', () => {
  test.each<[DialectName, string]>([
    [
      'postgres',
      "SELECT t.label, t.circuit, t.code FROM (SELECT * FROM hops -- all of them\n) t WHERE (t.circuit IS NOT NULL AND t.circuit >= 0) AND convert_to(NULLIF(BTRIM(CAST(t.code AS text)), ''), 'UTF8') IS NOT NULL AND t.circuit >= (SELECT $1::bigint) AND (t.circuit > (SELECT $2::bigint) OR (t.circuit = $3::bigint AND convert_to(NULLIF(BTRIM(CAST(t.code AS text)), ''), 'UTF8') > (SELECT $4::bytea))) ORDER BY t.circuit, convert_to(NULLIF(BTRIM(CAST(t.code AS text)), ''), 'UTF8') LIMIT 51",
    ],
    [
      'mysql',
      "SELECT t.label, t.circuit, t.code FROM (SELECT * FROM hops -- all of them\n) t WHERE (t.circuit IS NOT NULL AND t.circuit >= 0) AND CAST(NULLIF(TRIM(CONVERT(t.code USING utf8mb4)), '') AS BINARY) IS NOT NULL AND t.circuit >= ? AND (t.circuit > ? OR (t.circuit = ? AND CAST(NULLIF(TRIM(CONVERT(t.code USING utf8mb4)), '') AS BINARY) > ?)) ORDER BY t.circuit, CAST(NULLIF(TRIM(CONVERT(t.code USING utf8mb4)), '') AS BINARY) LIMIT 51",
    ],
    [
      'sqlite',
      "SELECT t.label, t.circuit, t.code FROM (SELECT * FROM hops -- all of them\n) t WHERE (t.circuit IS NOT NULL AND t.circuit >= 0) AND NULLIF(TRIM(CAST(t.code AS TEXT)), '') IS NOT NULL AND t.circuit >= ? AND (t.circuit > ? OR (t.circuit = ? AND NULLIF(TRIM(CAST(t.code AS TEXT)), '') > ?)) ORDER BY t.circuit, NULLIF(TRIM(CAST(t.code AS TEXT)), '') LIMIT 51",
    ],
  ])('%s', (name, expected) => {
    const dialect = dialectOf(name);
    const type = link(name);
    const statement = selectRecords(
      type,
      { where: [keyAfter(type.key, key, dialect)], byName: false, limit: 51 },
      dialect,
    );
    expect(render(statement, dialect.placeholder)).toBe(expected);
    expect(dialect.parameters(statement.values)).toHaveLength(4);
  });
});

test('no value is ever part of a text', () => {
  for (const name of ['postgres', 'mysql', 'sqlite'] as const) {
    const dialect = dialectOf(name);
    const type = link(name);
    const text = { kind: 'text', value: "x' OR 1=1" } as const;
    const where = [
      keyIn(type.key, [key], dialect),
      dialect.startsWith(dialect.text('label'), text.value),
      dialect.contains(dialect.text('label'), text.value),
      dialect.oneOf(dialect.text('label'), [text]),
    ];
    const statement = selectRecords(type, { where, byName: true, limit: 5 }, dialect);
    expect(render(statement, dialect.placeholder)).not.toMatch(/DROP|OR 1=1/);
  }
});

test('lists of values have few lengths, so that there are few statements', () => {
  const dialect = dialectOf('mysql');
  const lengths = Array.from({ length: 100 }, (_, i) => {
    const values = Array.from(
      { length: i + 1 },
      (__, value) => ({ kind: 'number', value: BigInt(value) }) as const,
    );
    return dialect.oneOf({ text: 'x', values: [] }, values).values.length;
  });
  expect(new Set(lengths)).toEqual(new Set([1, 2, 4, 8, 16, 32, 64, 128]));
});

test('keys of two columns are grouped by their first, so that a row is compared with few', () => {
  const dialect = dialectOf('sqlite');
  const { key: columns } = link('sqlite');
  const of = (circuit: bigint, code: string): KeyPart[] => [
    { kind: 'number', value: circuit },
    { kind: 'text', value: code },
  ];
  const keys = [of(7n, 'a'), of(8n, 'b'), of(7n, 'c')];
  const condition = keyIn(columns, keys, dialect);
  const code = "NULLIF(TRIM(CAST(t.code AS TEXT)), '')";
  expect(render(condition, dialect.placeholder)).toBe(
    `t.circuit IN (?, ?) AND ((t.circuit = ? AND ${code} IN (?, ?)) OR (t.circuit = ? AND ${code} IN (?)))`,
  );
  expect(dialect.parameters(condition.values)).toEqual([7n, 8n, 7n, 'a', 'c', 8n, 'b']);
});
