/** A domain's contract as an executable Federation 2 subgraph: its SDL, its resolvers, and what holds for all of them. */
import { type GraphQLResolverMap, buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  defaultFieldResolver,
  isObjectType,
} from 'graphql';
import { checkArguments } from '#schema/arguments.ts';
import { contractDocument } from '#schema/contracts.ts';
import { TributaryError } from '#schema/errors.ts';
import type { ContractRules } from '#schema/rules.ts';
import type { SubgraphContext } from './context.ts';
import { dateTime } from './date-time.ts';
import { fieldOf } from './entity.ts';

type Resolve = GraphQLFieldResolver<unknown, unknown, Readonly<Record<string, unknown>>>;

/** Builds the subgraph of the contract whose rules are given. One serves every source: ports come with the context. */
export function buildSubgraph<Port>(
  rules: ContractRules,
  resolvers: GraphQLResolverMap<SubgraphContext<Port>>,
): GraphQLSchema {
  const schema = buildSubgraphSchema([
    { typeDefs: contractDocument(rules.domain), resolvers: { ...resolvers, DateTime: dateTime } },
  ]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (rules.entities.has(type.name)) field.resolve ??= (parent) => fieldOf(parent, field.name);
      if (field.name === '_entities') field.resolve = ofThisContract(rules, field);
      else if (field.args.length > 0) field.resolve = checked(rules, type.name, field);
    }
  }
  return schema;
}

/** The field's resolver, asked only with arguments that keep the contract. */
function checked(rules: ContractRules, type: string, field: GraphQLField<unknown, unknown>): Resolve {
  const resolve: Resolve = field.resolve ?? defaultFieldResolver;
  return (parent, given, context, info) => {
    const args = withDefaults(field, given);
    const fault = checkArguments(rules, type, field.name, args);
    if (fault) throw fault;
    return resolve(parent, args, context, info);
  };
}

/** Federation's own resolver fails as a whole, and as by a fault of ours, where one representation is of an unknown type. */
function ofThisContract(rules: ContractRules, field: GraphQLField<unknown, unknown>): Resolve {
  const resolve: Resolve = field.resolve ?? defaultFieldResolver;
  return (parent, args, context, info) => {
    for (const representation of args['representations'] as readonly unknown[]) {
      const type = (representation as { readonly __typename?: unknown } | null)?.__typename;
      if (typeof type === 'string' && rules.entities.has(type)) continue;
      const known = [...rules.entities].join(', ');
      throw new TributaryError(
        'BAD_USER_INPUT',
        `\`_entities(representations:)\` must each be of one of the types ${known}, but got: ${JSON.stringify(type)}.`,
      );
    }
    return resolve(parent, args, context, info);
  };
}

/** What is not given and what is given as null are the same, for an argument and inside an input, so that ports meet one of them. */
function withDefaults(
  field: GraphQLField<unknown, unknown>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const args: Record<string, unknown> = {};
  for (const { name, defaultValue } of field.args) {
    const value = withoutNulls(given[name] ?? defaultValue);
    // A page size of null is refused by the check: it reads as "all of them".
    if (name === 'first' && given[name] === null) args[name] = null;
    else if (value != null) args[name] = value;
  }
  return args;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]));
}
