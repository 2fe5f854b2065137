/** Every field's arguments against the contract it belongs to, and every source that they name against those there are. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  getArgumentValues,
  isScalarType,
} from 'graphql';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import { argumentValues } from '#schema/argument-values.ts';
import { checkArguments } from '#schema/arguments.ts';
import { TributaryError } from '#schema/errors.ts';
import { parseId } from '#schema/ids.ts';
import type { ContractRules } from '#schema/rules.ts';
import { isConditional } from '../plan/conditions.ts';
import { coded, located } from './request-error.ts';
import { type SelectedField, selectedFields, usesVariables } from './selections.ts';

type Values = Readonly<Record<string, unknown>>;

/** What arguments are held against. */
export interface ArgumentChecks {
  readonly schema: GraphQLSchema;
  /** Of every contract. */
  readonly rules: readonly ContractRules[];
  /** That are configured. */
  readonly sources: ReadonlySet<string>;
}

/** One error per field with faults, and one for a condition without a value. `variables` are coerced. */
export function allArgumentFaults(
  checks: ArgumentChecks,
  { document, operation }: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  variables: Values,
): readonly GraphQLFormattedError[] {
  const faults: GraphQLFormattedError[] = [];
  const condition = faultOf(() => {
    const fields = fieldsWithArguments(checks.schema, document, operation, variables);
    const isSound = fields.soundFor === checks.sources;
    for (const selected of isSound ? fields.varying : fields.all) {
      const fault = fieldFault(selected, variables, checks);
      if (fault) faults.push(fault);
    }
    if (faults.length === 0) fields.soundFor = checks.sources;
    return null;
  });
  return condition ? [...faults, condition] : faults;
}

interface FieldsWithArguments {
  readonly all: readonly SelectedField[];
  /** Those whose arguments are not the same in every request. */
  readonly varying: readonly SelectedField[];
  /** The sources with which nothing was wrong with the others. */
  soundFor: ReadonlySet<string> | null;
}

/** Of operations that select the same whatever the variables; each is of one schema. */
const known = new WeakMap<OperationDefinitionNode, FieldsWithArguments>();

function fieldsWithArguments(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Values,
): FieldsWithArguments {
  const before = known.get(operation);
  if (before) return before;
  const all = [...selectedFields(schema, document, operation, variables)].filter(
    ({ field }) => field.args.length > 0,
  );
  const fields = { all, varying: all.filter(({ node }) => usesVariables(node)), soundFor: null };
  if (!isConditional(document)) known.set(operation, fields);
  return fields;
}

function fieldFault(
  selected: SelectedField,
  variables: Values,
  checks: ArgumentChecks,
): GraphQLFormattedError | null {
  return faultOf(() => {
    const args = getArgumentValues(selected.field, selected.node, variables);
    const error = contractFault(selected, args, checks) ?? sourceFault(selected, args, checks);
    return error && located(error, [selected.node]);
  });
}

/** What graphql-js throws for a value is a fault of the request: a variable may be null where its place may not. */
function faultOf(work: () => GraphQLFormattedError | null): GraphQLFormattedError | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return coded(error, 'BAD_USER_INPUT');
  }
}

function contractFault(
  { type, field }: SelectedField,
  args: Values,
  { rules }: ArgumentChecks,
): TributaryError | null {
  for (const contract of rules) {
    const error = checkArguments(contract, type.name, field.name, args);
    if (error) return error;
  }
  return null;
}

function sourceFault(
  { type, field }: SelectedField,
  args: Values,
  { rules, sources }: ArgumentChecks,
): TributaryError | null {
  const scattered = scatteredArgument(rules, type.name, field.name);
  for (const { path, type: valueType, value } of argumentValues(field.args, args)) {
    if (typeof value !== 'string' || !isScalarType(valueType) || path === scattered) continue;
    const source = namedSource(path, valueType.name, value);
    if (source === null || sources.has(source)) continue;
    return new TributaryError(
      'UNKNOWN_SOURCE',
      `\`${field.name}(${path}:)\` must name a source that is configured, but got: ${JSON.stringify(source)}.${didYouMean(source, sources)}`,
      { source },
    );
  }
  return null;
}

function namedSource(path: string, type: string, value: string): string | null {
  if (type === 'ID') return parseId(value)?.source ?? null;
  return path === 'filter.source' ? value : null;
}

/** Unknown ids of a mutation become rows of its results. */
function scatteredArgument(rules: readonly ContractRules[], type: string, field: string): string | undefined {
  for (const contract of rules) {
    const { scatter } = contract.rule(type, field);
    if (scatter) return scatter.arg;
  }
  return undefined;
}

function didYouMean(name: string, known: ReadonlySet<string>): string {
  const suggestions = suggestionList(name, [...known]).slice(0, 3);
  return suggestions.length > 0 ? ` Did you mean ${suggestions.join(' or ')}?` : '';
}
