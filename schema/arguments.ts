/**
 * What the contracts ask of arguments beyond their types: page sizes, cursors of the right order, well-formed ids, lists that are
 * neither empty nor endless. The gateway checks before it asks anybody, the host again, for those who ask it directly.
 */
import {
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { type ArgumentValue, argumentValues } from './argument-values.ts';
import { decodeCursor } from './cursor.ts';
import { type ErrorCode, TributaryError } from './errors.ts';
import { parseId } from './ids.ts';
import { MAX_BATCH, MAX_PAGE_SIZE } from './ports/page.ts';
import type { ContractRules } from './rules.ts';

type Values = Readonly<Record<string, unknown>>;

interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
}

/** How many faults one message names. */
const MAX_NAMED = 5;
/** RFC 3339 section 5.6. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * All faults of one field's coerced argument values in one error: INVALID_ID or INVALID_CURSOR where there is nothing else,
 * BAD_USER_INPUT otherwise. Null where there is none, also for a field that is not of this contract.
 */
export function checkArguments(
  rules: ContractRules,
  typeName: string,
  fieldName: string,
  args: Values,
): TributaryError | null {
  const type = rules.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!field) return null;
  // What became of an unusable id of a mutation stands in its row, among the others.
  const scattered = rules.rule(typeName, fieldName).scatter?.arg;
  const faults = [
    ...pageFaults(field, args),
    ...cursorFaults(rules, typeName, field, args),
    ...[...argumentValues(field.args, args)].flatMap((value) => valueFaults(field, value, scattered)),
  ];
  return oneError(faults);
}

function pageFaults(field: GraphQLField<unknown, unknown>, args: Values): Fault[] {
  if (!hasArgument(field, 'first') || args['first'] === undefined) return [];
  const first = args['first'];
  if (typeof first === 'number' && first >= 1 && first <= MAX_PAGE_SIZE) return [];
  return [broken(field, 'first', `be between 1 and ${MAX_PAGE_SIZE}`, first)];
}

function cursorFaults(
  rules: ContractRules,
  typeName: string,
  field: GraphQLField<unknown, unknown>,
  args: Values,
): Fault[] {
  if (!hasArgument(field, 'after') || typeof args['after'] !== 'string') return [];
  try {
    decodeCursor(rules.order(typeName, field.name, args['orderBy']), args['after']);
    return [];
  } catch (error) {
    if (!(error instanceof TributaryError)) throw error;
    return [{ code: error.code, message: `\`${field.name}(after:)\`: ${error.message}` }];
  }
}

function valueFaults(
  field: GraphQLField<unknown, unknown>,
  { path, type, value }: ArgumentValue,
  scattered: string | undefined,
): Fault[] {
  if (isListType(type) && Array.isArray(value)) {
    if (value.length >= 1 && value.length <= MAX_BATCH) return [];
    return [broken(field, path, `hold between 1 and ${MAX_BATCH} values`, value.length)];
  }
  if (isNamed(type, 'ID') && path !== scattered && parseId(String(value)) === null)
    return [broken(field, path, 'be an id that this graph gave, <source>/<token>', value, 'INVALID_ID')];
  if (isNamed(type, 'DateTime') && !isInstant(value))
    return [broken(field, path, 'be an instant as of RFC 3339, e.g. 2026-03-01T07:30:00.000Z', value)];
  if (isInputObjectType(type) && type.name === 'StringMatch') {
    const given = Object.values(value as Values).filter(
      (condition) => condition !== null && condition !== undefined,
    );
    if (given.length !== 1)
      return [
        broken(field, path, `have exactly one of ${Object.keys(type.getFields()).join(', ')}`, given.length),
      ];
  }
  return [];
}

function isNamed(type: GraphQLInputType, name: string): boolean {
  return isScalarType(type) && type.name === name;
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
}

function hasArgument(field: GraphQLField<unknown, unknown>, name: string): boolean {
  return field.args.some((arg) => arg.name === name);
}

function broken(
  field: GraphQLField<unknown, unknown>,
  path: string,
  rule: string,
  value: unknown,
  code: ErrorCode = 'BAD_USER_INPUT',
): Fault {
  return { code, message: `\`${field.name}(${path}:)\` must ${rule}, but got: ${shown(value)}.` };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function oneError(faults: readonly Fault[]): TributaryError | null {
  const [first] = faults;
  if (!first) return null;
  const code = faults.every((fault) => fault.code === first.code) ? first.code : 'BAD_USER_INPUT';
  const named = faults.slice(0, MAX_NAMED).map((fault) => fault.message);
  if (faults.length > MAX_NAMED) named.push(`And ${faults.length - MAX_NAMED} more like these.`);
  return new TributaryError(code, named.join(' '));
}
