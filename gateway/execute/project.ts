/**
 * From what was fetched to what the client asked: the fields of its own selection, leaves checked against their types, nulls
 * carried up as the specification says, introspection answered.
 */
import { type DocumentNode, type ExecutionResult, type GraphQLSchema, executeSync } from 'graphql';
import { dataKey } from '../plan/plannable.ts';
import { own } from './shares.ts';

export interface Projection {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly rawVariables: Readonly<Record<string, unknown>>;
}

export function project(
  { schema, document, operationName, rawVariables }: Projection,
  data: Record<string, unknown>,
): ExecutionResult {
  return executeSync({
    schema,
    document,
    rootValue: data,
    variableValues: rawVariables,
    ...(operationName !== undefined && { operationName }),
    fieldResolver: (source, _args, _context, info) =>
      own(source, dataKey(info.fieldName, String(info.path.key))),
    typeResolver: (value) => String(own(value, '__typename')),
  });
}
