/** The oracle: every record of every domain in one process, asked by graphql-js alone. It has never heard of members. */
import {
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  defaultFieldResolver,
  graphql,
} from 'graphql';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { apiSchema } from './ask.ts';
import { type RecordResolvers, type TestRecord, recordResolvers } from './record-member.ts';

export type WholeGraph = Readonly<Record<Domain, readonly TestRecord[]>>;

export async function askWhole(
  records: WholeGraph,
  query: string,
  variables: Record<string, unknown> = {},
  operationName?: string,
): Promise<FormattedExecutionResult> {
  const resolvers: RecordResolvers = {};
  for (const domain of DOMAINS) {
    for (const [type, fields] of Object.entries(recordResolvers(domain, records[domain])))
      resolvers[type] = { ...resolvers[type], ...fields };
  }
  const resources = new Map(records.inventory.map((record) => [record.id, record]));
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (parent, args, context, info) => {
    // Any domain's reference is the record that the inventory holds.
    const record =
      info.parentType.name === 'Resource' ? (resources.get((parent as TestRecord).id) ?? parent) : parent;
    const own = resolvers[info.parentType.name]?.[info.fieldName];
    const resolve = typeof own === 'function' ? (own as typeof fieldResolver) : defaultFieldResolver;
    return resolve(record, args, context, info);
  };
  const result = await graphql({
    schema: apiSchema,
    source: query,
    variableValues: variables,
    fieldResolver,
    ...(operationName !== undefined && { operationName }),
  });
  return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
}
