/** The answer's data as text: shapes are worked out once per operation and outcome of its conditions. */
import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  Kind,
  executeSync,
  getOperationAST,
} from 'graphql';
import { outcomeOf } from '../plan/conditions.ts';
import type { QueryPlan } from '../plan/planner.ts';
import { QuickObject, type KnownOfData, writeQuickly } from './quick.ts';
import { type FieldShape, type ObjectShape, operationShape } from './shape.ts';
import { type Written, writeAnswer } from './write.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Projection {
  readonly schema: GraphQLSchema;
  /** Validated against the schema. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Coerced, defaults filled in. */
  readonly variables: Values;
  /** As the client sent them. */
  readonly rawVariables: Values;
  /** What the data was fetched by. */
  readonly plan?: Pick<QueryPlan, 'apart'>;
}

interface Variant {
  readonly shape: ObjectShape;
  readonly quick: QuickObject;
  readonly introspective: readonly FieldShape[];
}

/** Of the variants of one operation; more are worked out anew each time. */
const MAX_VARIANTS = 64;

const compiled = new WeakMap<OperationDefinitionNode, Map<string, Variant>>();

/** `known`: what is known of the data beside it. */
export function project(projection: Projection, data: Values, known?: KnownOfData): Written {
  const { document, operationName, variables } = projection;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new TypeError('A projection must be of an operation in its document.');
  const variants = compiled.get(operation) ?? new Map<string, Variant>();
  compiled.set(operation, variants);
  const outcome = outcomeOf(document, variables);
  let variant = variants.get(outcome);
  if (!variant) {
    variant = makeVariant(projection, operation);
    if (variants.size < MAX_VARIANTS) variants.set(outcome, variant);
  }
  const ofSchema = introspection(projection, operation, variant);
  const text = writeQuickly(variant.quick, data, ofSchema, known);
  return text === undefined ? writeAnswer(variant.shape, data, ofSchema) : { text, errors: NO_ERRORS };
}

function makeVariant(
  { schema, document, variables, plan }: Projection,
  operation: OperationDefinitionNode,
): Variant {
  const shape = operationShape(schema, document, operation, variables, plan?.apart);
  const fields = shape.of(shape.type.name) ?? [];
  return {
    shape,
    quick: new QuickObject(shape),
    introspective: fields.filter(({ value }) => value.kind === 'INTROSPECTION'),
  };
}

const NOTHING: ReadonlyMap<string, string> = new Map();
const NO_ERRORS: Written['errors'] = [];

/** What the schema answers about itself, as JSON by response key. */
function introspection(
  { schema, document, rawVariables }: Projection,
  operation: OperationDefinitionNode,
  { introspective }: Variant,
): ReadonlyMap<string, string> {
  if (introspective.length === 0) return NOTHING;
  const selections = introspective.flatMap(({ nodes }) => nodes);
  const only = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const definitions = document.definitions.map((definition) =>
    definition === operation ? only : definition,
  );
  const { data } = executeSync({
    schema,
    document: { ...document, definitions },
    variableValues: rawVariables,
    ...(operation.name && { operationName: operation.name.value }),
  });
  return new Map(Object.entries(data ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
}
