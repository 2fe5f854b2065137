/** What compiling a mapping needs: the same for every type in it. */
import type { Columns } from './columns.ts';
import type { FieldContext } from './fields.ts';
import type { ForeignObjects } from './foreign.ts';
import type { ReferenceContext, Target } from './references.ts';
import type { TypeContext } from './record-type.ts';
import type { TimeRules } from './times.ts';

export interface MappingContext extends TypeContext {
  readonly rules: TimeRules;
  /** The region of records that have none of their own. */
  readonly region: string | null;
  readonly foreign: ForeignObjects;
  readonly resources: ReadonlyMap<string, Target>;
  readonly services: ReadonlyMap<string, Target>;
  readonly customers: ReadonlyMap<string, Target>;
  now(): number;
}

export function fieldContext({ dialect, rules }: MappingContext, columns: Columns): FieldContext {
  return { dialect, rules, columns };
}

export function referenceContext(
  context: MappingContext,
  columns: Columns,
  targets: ReadonlyMap<string, Target>,
): ReferenceContext {
  return { columns, targets, foreign: context.foreign, makeId: (token) => `${context.source}/${token}` };
}
