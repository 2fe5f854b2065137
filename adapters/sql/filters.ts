/** Filters of the contract as conditions of a type's rows. */
import type { StringMatch } from '#schema/types/inventory.ts';
import type { Dialect } from './dialects/dialect.ts';
import { textValue } from './dialects/dialect.ts';
import type { Admission } from './fields.ts';
import { type Sql, all } from './sql.ts';

export interface Pushed {
  readonly where: readonly Sql[];
  /** False where rows may come that the filter does not admit, so that they must be looked at. */
  readonly exact: boolean;
}

/** Null where no row of the type can be admitted. */
export function pushed(admissions: readonly Admission[]): Pushed | null {
  if (admissions.includes(false)) return null;
  return {
    where: admissions.filter((one) => typeof one === 'object' && one !== null),
    exact: !admissions.includes(null),
  };
}

/** The rows whose name matches. */
export function admitsName(match: StringMatch, name: Sql | null, dialect: Dialect): Admission {
  if (name === null) return false;
  const { equals, in: among, startsWith, contains } = match;
  const conditions = [
    ...(notNull(equals) ? [dialect.oneOf(name, [textValue(equals)])] : []),
    ...(notNull(among) ? [dialect.oneOf(name, among.map(textValue))] : []),
    ...(notNull(startsWith)
      ? [startsWith === '' ? namedAtAll(name) : dialect.startsWith(name, startsWith)]
      : []),
    ...(notNull(contains) ? [contains === '' ? namedAtAll(name) : dialect.contains(name, contains)] : []),
  ];
  return all(conditions);
}

function namedAtAll(name: Sql): Sql {
  return all([{ text: `${name.text} IS NOT NULL`, values: name.values }]);
}

function notNull<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
