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
import { allContractRules } from '#schema/rules.ts';
import { ByteCache, type CacheStats } from '../byte-cache.ts';
import { type Cost, introspectionCost } from '../limits/cost.ts';
import { Costs } from '../limits/costs.ts';
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

export type ReadOperation = Pick<OperationInput, 'document' | 'operation'>;

export interface OperationReader {
  /** Of the documents that it keeps. */
  readonly documentStats: CacheStats;
  /** The operation that a request names. @throws RequestError with all that is wrong with it. */
  operation(request: OperationRequest): ReadOperation;
  /** The operation with its values. @throws RequestError with all that is wrong with it. */
  input(request: OperationRequest, sources: ReadonlySet<string>, read?: ReadOperation): OperationInput;
}

const MAX_DOCUMENTS_MIB = 64;
/** What a document and what is worked out from it take, for each character of its text. */
const BYTES_PER_CHARACTER = 200;
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
  const documents = new ByteCache<DocumentNode>(MAX_DOCUMENTS_MIB);
  const costs = new Costs(schema);
  const rules = contracts ? [...allContractRules().values()] : undefined;
  const maxDescriptions = INTROSPECTIONS * introspectionCost(schema);

  function operation(request: OperationRequest): ReadOperation {
    const { query } = request;
    let document = documents.get(query);
    if (!document) {
      document = readDocument(schema, query, limits);
      documents.set(query, document, BYTES_PER_CHARACTER * query.length);
    }
    return { document, operation: namedOperation(document, request.operationName) };
  }

  function checkCost(read: ReadOperation, variables: Values): void {
    const at = [read.operation];
    const { objects, descriptions } = costOrFault(() => costs.of(read.document, read.operation, variables));
    refuseBeyond('TOO_COSTLY', 'An operation must bring objects,', limits.maxCost, objects, at);
    const what = 'An operation must bring descriptions of the schema,';
    refuseBeyond('TOO_COSTLY', what, maxDescriptions, descriptions, at);
  }

  return {
    get documentStats() {
      return documents.stats;
    },
    operation,
    input(request, sources, read = operation(request)) {
      const sent = request.variables ?? {};
      const variables = coercedVariables(schema, read.operation, sent);
      if (rules) {
        const faults = allArgumentFaults({ schema, rules, sources }, read, variables);
        if (faults.length > 0) throw new RequestError(faults);
      }
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
  const values: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (Object.hasOwn(sent, name)) values[name] = sent[name];
    else if (defaultValue) values[name] = valueFromASTUntyped(defaultValue);
  }
  return values;
}
