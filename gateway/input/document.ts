/** From text to a validated document, within bounds that are checked before anything is worked out from it. */
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, validate, visit } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import type { OperationLimits } from '../limits/limits.ts';
import { scanDocument } from '../limits/scan.ts';
import { checkStructure } from '../limits/structure.ts';
import { RequestError, coded, located } from './request-error.ts';

const MAX_VALIDATION_ERRORS = 20;
/** What the mediation adds to its own requests begins so. */
const RESERVED_PREFIX = '_t_';
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype'];

/** @throws RequestError with every fault of the document. */
export function readDocument(schema: GraphQLSchema, text: string, limits: OperationLimits): DocumentNode {
  scanDocument(text, limits);
  const document = parsed(text);
  checkStructure(document, limits);
  refuse(nameFaults(document));
  const errors = validate(schema, document, undefined, { maxErrors: MAX_VALIDATION_ERRORS });
  if (errors.length > 0)
    throw new RequestError(errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
  refuse(kindFaults(schema, document));
  return document;
}

/** What the schema has no root for passes the validation of graphql-js. */
function kindFaults(schema: GraphQLSchema, document: DocumentNode): RequestError['errors'] {
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .filter(({ operation }) => !schema.getRootType(operation))
    .map((operation) =>
      located(
        new TributaryError(
          'GRAPHQL_VALIDATION_FAILED',
          `An operation must be a query or a mutation, but got: ${operation.operation}.`,
        ),
        [operation],
      ),
    );
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new RequestError([coded(error, 'GRAPHQL_PARSE_FAILED')]);
  }
}

function refuse(errors: RequestError['errors']): void {
  if (errors.length > 0) throw new RequestError(errors);
}

/** Names that the client chooses and that would mean something else to us, or to the language that we are written in. */
function nameFaults(document: DocumentNode): RequestError['errors'] {
  const faults: RequestError['errors'][number][] = [];
  const fault = (node: GraphQLError['nodes'], message: string): void => {
    faults.push(located(new TributaryError('BAD_USER_INPUT', message), node));
  };
  visit(document, {
    Field(node) {
      const name = (node.alias ?? node.name).value;
      if (name.startsWith(RESERVED_PREFIX))
        fault(
          [node],
          `A response name must not begin with ${RESERVED_PREFIX}, which is reserved for the mediation, but got: \`${name}\`.`,
        );
      if (PROTOTYPE_NAMES.includes(name))
        fault(
          [node],
          `A response name must not be one of ${PROTOTYPE_NAMES.join(', ')}, but got: \`${name}\`.`,
        );
    },
    Variable(node) {
      const name = node.name.value;
      if (name.startsWith(RESERVED_PREFIX))
        fault(
          [node],
          `A variable's name must not begin with ${RESERVED_PREFIX}, which is reserved for the mediation, but got: \`$${name}\`.`,
        );
      if (PROTOTYPE_NAMES.includes(name))
        fault(
          [node],
          `A variable must not be named one of ${PROTOTYPE_NAMES.join(', ')}, but got: \`$${name}\`.`,
        );
    },
  });
  return faults.slice(0, MAX_VALIDATION_ERRORS);
}
