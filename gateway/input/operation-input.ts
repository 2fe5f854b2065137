/** Everything that is checked before anybody is asked: a request comes out as an operation that can be planned and executed. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  getVariableValues,
  valueFromASTUntyped,
} from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { type Cost, costOf, introspectionCost } from '../limits/cost.ts';
import { DEFAULT_LIMITS, type OperationLimits, refuseBeyond } from '../limits/limits.ts';
import { allArgumentFaults } from './argument-faults.ts';
import { readDocument } from './document.ts';
import { RequestError, coded, located } from './request-error.ts';

type Values = Readonly<Record<string, unknown>>;

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Values | undefined;
}

export interface OperationInput {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  /** Coerced, with defaults. */
  readonly variables: Values;
  /** As the client sent them, with defaults: what goes on to members. */
  readonly rawVariables: Values;
}

export interface OperationReader {
  readonly schema: GraphQLSchema;
  /** The operation that a request names. @throws RequestError with all that is wrong with it. */
  operation(request: OperationRequest): { document: DocumentNode; operation: OperationDefinitionNode };
  /** The operation with its values. @throws RequestError with all that is wrong with it. */
  input(request: OperationRequest, sources: ReadonlySet<string>): OperationInput;
}

const MAX_DOCUMENTS = 1000;
const MAX_COERCION_ERRORS = 20;
/** As often as this the schema may be asked for all of itself at once. */
const INTROSPECTIONS = 2;

export interface ReaderOptions {
  readonly limits?: OperationLimits;
  /** False for a supergraph of others: then arguments only have to fit their types. */
  readonly contracts?: boolean;
}

/** Reads operations on one schema. */
export function createOperationReader(
  schema: GraphQLSchema,
  { limits = DEFAULT_LIMITS, contracts = true }: ReaderOptions = {},
): OperationReader {
  const documents = new BoundedCache<DocumentNode>(MAX_DOCUMENTS);
  const maxDescriptions = INTROSPECTIONS * introspectionCost(schema);

  function operation(request: OperationRequest): {
    document: DocumentNode;
    operation: OperationDefinitionNode;
  } {
    const document = documents.get(request.query, () => readDocument(schema, request.query, limits));
    return { document, operation: namedOperation(document, request.operationName) };
  }

  function checkCost(
    read: { document: DocumentNode; operation: OperationDefinitionNode },
    variables: Values,
  ): void {
    const at = [read.operation];
    const { objects, descriptions } = costOrFault(() =>
      costOf(schema, read.document, read.operation, variables),
    );
    refuseBeyond('TOO_COSTLY', 'An operation must bring objects,', limits.maxCost, objects, at);
    const what = 'An operation must bring descriptions of the schema,';
    refuseBeyond('TOO_COSTLY', what, maxDescriptions, descriptions, at);
  }

  return {
    schema,
    operation,
    input(request, sources) {
      const read = operation(request);
      const sent = request.variables ?? {};
      const variables = coercedVariables(schema, read.operation, sent);
      const faults = contracts
        ? allArgumentFaults(schema, read.document, read.operation, variables, sources)
        : [];
      if (faults.length > 0) throw new RequestError(faults);
      checkCost(read, variables);
      return {
        ...read,
        operationName: read.operation.name?.value,
        variables,
        rawVariables: rawVariables(read.operation, sent),
      };
    },
  };
}

/** A condition may have no value: graphql-js says so only where it is looked at. */
function costOrFault(cost: () => Cost): Cost {
  try {
    return cost();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new RequestError([coded(error, 'BAD_USER_INPUT')]);
  }
}

function namedOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [only] = operations;
  const found =
    name === undefined
      ? operations.length === 1 && only
      : operations.find((operation) => operation.name?.value === name);
  if (found) return found;
  const names = operations.map((operation) => operation.name?.value ?? '(without a name)').join(', ');
  const error = new TributaryError(
    'GRAPHQL_VALIDATION_FAILED',
    `\`operationName\` must be one of ${names || '(none: the document has no operation)'}, but got: ${JSON.stringify(name ?? null)}.`,
  );
  throw new RequestError([located(error)]);
}

function coercedVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, sent: Values): Values {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], sent, {
    maxErrors: MAX_COERCION_ERRORS,
  });
  if (errors) throw new RequestError(errors.map((error) => coded(error, 'BAD_USER_INPUT')));
  return coerced;
}

function rawVariables(operation: OperationDefinitionNode, sent: Values): Values {
  const entries = (operation.variableDefinitions ?? []).flatMap(
    ({ variable, defaultValue }): [string, unknown][] => {
      const name = variable.name.value;
      if (Object.hasOwn(sent, name)) return [[name, sent[name]]];
      return defaultValue ? [[name, valueFromASTUntyped(defaultValue)]] : [];
    },
  );
  return Object.fromEntries(entries);
}
