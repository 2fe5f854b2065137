/** From text to a validated document, within bounds that are checked before anything is worked out from it. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { RequestError, coded, located } from './request-error.ts';
import { fragmentsOf } from './selections.ts';

const MAX_TOKENS = 10_000;
const MAX_VALIDATION_ERRORS = 20;
/** Fields after fragments are written out: what planning costs grows with it, and a few bytes of fragments can mean millions. */
const MAX_FIELDS = 5000;
/** What the mediation adds to its own requests begins so. */
const RESERVED_PREFIX = '_t_';
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype'];

/** @throws RequestError with every fault of the document. */
export function readDocument(schema: GraphQLSchema, text: string): DocumentNode {
  const document = parsed(text);
  refuse(nameFaults(document));
  const errors = validate(schema, document, undefined, { maxErrors: MAX_VALIDATION_ERRORS });
  if (errors.length > 0)
    throw new RequestError(errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
  refuse([...kindFaults(schema, document), ...sizeFaults(document)]);
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
    return parse(text, { maxTokens: MAX_TOKENS });
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

/** Validation has refused fragments that contain themselves. */
function sizeFaults(document: DocumentNode): RequestError['errors'] {
  const fragments = fragmentsOf(document);
  const sizes = new Map<string, number>();

  function sizeOf({ selections }: SelectionSetNode): number {
    let size = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) size += fragmentSize(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) size += sizeOf(selection.selectionSet);
      else size += 1 + (selection.selectionSet ? sizeOf(selection.selectionSet) : 0);
    }
    return size;
  }

  function fragmentSize(name: string): number {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const size = fragment ? sizeOf(fragment.selectionSet) : 0;
    sizes.set(name, size);
    return size;
  }

  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => ({ operation, size: sizeOf(operation.selectionSet) }))
    .filter(({ size }) => size > MAX_FIELDS)
    .map(({ operation, size }) =>
      located(
        new TributaryError(
          'BAD_USER_INPUT',
          `An operation must select at most ${MAX_FIELDS} fields with its fragments written out, but got: ${size}.`,
        ),
        [operation],
      ),
    );
}
