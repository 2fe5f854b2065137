/** A resource as its owner and then its contributors say, field by field: what the contract means, written down once more. */
import type { TestRecord } from '../testing/record-resolvers.ts';
import type { Estate, FirstWord, MemberSpec } from './estate.ts';

type Fields = Readonly<Record<string, unknown>>;

const UNIONS: Readonly<Record<string, readonly string[]>> = {
  technology: [],
  formerIds: [],
  ipAddresses: [],
  identifiers: ['type', 'scope', 'value', 'source'],
  sourceRecords: ['source', 'nativeId'],
  characteristics: ['name'],
};

interface Share {
  readonly source: string;
  readonly fields: Fields;
}

/** Undefined where nobody knows it. */
export function merged(
  estate: Estate,
  owner: MemberSpec | undefined,
  id: string,
  firstWord: FirstWord | null,
): TestRecord | undefined {
  const of = (spec: MemberSpec) => spec.records.resources?.find((record) => record.id === id);
  const own = owner && of(owner);
  const said = estate
    .filter((spec) => spec.role === 'CONTRIBUTES')
    .flatMap((spec): Share[] => {
      const record = of(spec);
      const held = spec.contributes['Resource'] ?? [];
      const mine = ([key]: [string, unknown]) => held.includes(fieldOf(key));
      return record
        ? [{ source: spec.source, fields: Object.fromEntries(Object.entries(record).filter(mine)) }]
        : [];
    });
  if (!own && said.length === 0) return undefined;
  const shares = own ? [{ source: owner?.source ?? '', fields: own }, ...said] : said;
  const keys = new Set(shares.flatMap(({ fields }) => Object.keys(fields)));
  const values = [...keys].map((key) => {
    const goFirst = firstWord?.fields.includes(fieldOf(key)) ? firstWord.sources : [];
    const first = goFirst.flatMap((source) => shares.filter((share) => share.source === source));
    const ordered = [...first, ...shares.filter((share) => !first.includes(share))];
    return [
      key,
      mergeField(
        key,
        ordered.map(({ fields }) => fields[key]),
      ),
    ] as const;
  });
  return { ...Object.fromEntries(values), id };
}

const fieldOf = (key: string): string => key.replace(/Id$/, '');

function mergeFields(shares: readonly Fields[]): Fields {
  const keys = new Set(shares.flatMap((share) => Object.keys(share)));
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      mergeField(
        key,
        shares.map((share) => share[key]),
      ),
    ]),
  );
}

function mergeField(key: string, shares: readonly unknown[]): unknown {
  const given = shares.filter((value) => value !== null && value !== undefined);
  const [first] = given;
  const union = UNIONS[key];
  if (union && given.length > 0) {
    const items = (given as unknown[][]).flat();
    const same = (item: unknown) =>
      union.length === 0 ? item : JSON.stringify(union.map((part) => (item as Fields)[part]));
    return [...Map.groupBy(items, same).values()].map((group) =>
      union.length === 0 ? group[0] : mergeFields(group as Fields[]),
    );
  }
  if (typeof first === 'object' && !Array.isArray(first)) return mergeFields(given as Fields[]);
  return first ?? null;
}
