/** References out of a row: to a record of this source by its key, or to something that another source enumerates. */
import type { Columns } from './columns.ts';
import { trimmed } from './convert.ts';
import type { ForeignObjects } from './foreign.ts';
import type { Key, KeyColumn } from './keys.ts';
import type { ForeignSpec, ReferenceSpec } from './mapping-parts.ts';
import { cellKey, recordToken } from './token.ts';
import type { Row } from './types.ts';

/** What a reference to records of a type needs to know of that type. */
export interface Target {
  readonly name: string;
  readonly kind: string | null;
  readonly key: readonly KeyColumn[];
}

export interface Reference {
  /** The type of this source that it leads to; null for another source's. */
  readonly type: string | null;
  /** The kind of resource it leads to, where that is known. */
  readonly kind: string | null;
  readonly foreign: ForeignSpec | null;
  readonly optional: boolean;
  /** The columns that make it, comparable with the keys that `keysOf` of its target gives. */
  readonly columns: readonly KeyColumn[];
  /** The key in this row; null where the row has none. */
  key(row: Row): Key | null;
  /** The id it leads to; null where the row has none, or while what it names is not bound. */
  id(row: Row): string | null;
  /** What contains that, as far as another source holds it; null while it is still to be found out. */
  around(row: Row): readonly string[] | null;
}

export interface ReferenceContext {
  readonly columns: Columns;
  readonly targets: ReadonlyMap<string, Target>;
  readonly foreign: ForeignObjects;
  makeId(token: string): string;
}

export function reference(spec: ReferenceSpec, context: ReferenceContext): Reference {
  return spec.foreign ? foreignReference(spec.foreign, spec.optional, context) : ownReference(spec, context);
}

/** The first of several references that leads somewhere. */
export function firstId(references: readonly Reference[], row: Row): string | null {
  for (const one of references) {
    const id = one.id(row);
    if (id !== null) return id;
  }
  return null;
}

function ownReference(spec: ReferenceSpec, context: ReferenceContext): Reference {
  const target = context.targets.get(spec.type ?? '');
  if (!target) throw new TypeError(`A reference must lead to a type of the mapping, but got: ${spec.type}.`);
  const columns = (spec.column ?? []).map((column, i): KeyColumn => {
    const { kind, plain } = target.key[i] ?? { kind: 'text', plain: false };
    return { column, kind, plain };
  });
  const key = keyReader(columns, context.columns);
  return {
    type: target.name,
    kind: target.kind,
    foreign: null,
    optional: spec.optional,
    columns,
    key,
    id(row) {
      const found = key(row);
      const token = found && recordToken(target.name, found);
      return token && context.makeId(token);
    },
    around: () => [],
  };
}

function foreignReference(spec: ForeignSpec, optional: boolean, context: ReferenceContext): Reference {
  const columns = [spec.within, spec].flatMap((one): KeyColumn[] =>
    one ? [{ column: one.key ?? one.name, kind: 'text', plain: one.plain }] : [],
  );
  const key = keyReader(columns, context.columns);
  const nameCell = context.columns.reader(spec.name);
  const withinCell = context.columns.reader(spec.within?.name ?? spec.name);
  return {
    type: null,
    kind: spec.kind ?? null,
    foreign: spec,
    optional,
    columns,
    key,
    id(row) {
      const found = key(row);
      const name = trimmed(nameCell(row));
      if (!found || name === null) return null;
      return context.foreign.id(spec, found, name, trimmed(withinCell(row)));
    },
    around(row) {
      const found = key(row);
      return found ? context.foreign.around(spec, found) : [];
    },
  };
}

/** Reads a key; null where a part of it is missing. */
export function keyReader(key: readonly KeyColumn[], columns: Columns): (row: Row) => Key | null {
  const cells = key.map(({ column }) => columns.reader(column));
  return (row) => {
    const parts = key.map(({ kind }, i) => cellKey(cells[i]?.(row), kind));
    return parts.every((part) => part !== null) ? parts : null;
  };
}
