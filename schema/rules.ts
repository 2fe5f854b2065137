/**
 * What a contract says beyond types: how shares are gathered, who holds a field, in which order a connection stands, how a
 * mutation is split. Read once per domain from the directives of its SDL.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
} from 'graphql';
import { contractDocument } from './contracts.ts';
import { DOMAINS, type Domain } from './domains.ts';
import { type Order, parseOrder } from './order.ts';

export const GATHERS = ['FIRST', 'UNION', 'SUM', 'MIN', 'MAX', 'ANY', 'ALL', 'POSITION', 'COMPLETE'] as const;
export type Gather = (typeof GATHERS)[number];
export const HOLDERS = ['OWNER', 'OWNER_AND_CONTRIBUTORS', 'EVERY_MEMBER'] as const;
export type Held = (typeof HOLDERS)[number];

export interface FieldRule {
  /** Undefined where the contract gives none: then the type of the field decides. */
  readonly gather?: Gather;
  /** The fields that make two values of a UNION the same. */
  readonly unionKey?: readonly string[];
  readonly held: Held;
  /** The mutation's argument of ids and its field of results. */
  readonly scatter?: { readonly arg: string; readonly results: string };
}

export interface ContractRules<Name extends string = Domain> {
  readonly domain: Name;
  readonly schema: GraphQLSchema;
  /** The types with a @key. */
  readonly entities: ReadonlySet<string>;
  rule(type: string, field: string): FieldRule;
  /** The order of a connection field; `orderBy` is the value of its argument of that name, where it has one. */
  order(type: string, field: string, orderBy?: unknown): Order;
}

const cache = new Map<Domain, ContractRules>();

export function contractRules(domain: Domain): ContractRules {
  const known = cache.get(domain);
  if (known) return known;
  const rules = readRules(domain, buildSubgraphSchema(contractDocument(domain)));
  cache.set(domain, rules);
  return rules;
}

/** The name of the node type of a connection type, null for any other type. */
export function nodeTypeOf(type: unknown): GraphQLObjectType | null {
  if (!isObjectType(type) || !type.name.endsWith('Connection')) return null;
  const edge = getNamedType(type.getFields()['edges']?.type);
  const node = isObjectType(edge) ? getNamedType(edge.getFields()['node']?.type) : undefined;
  return isObjectType(node) ? node : null;
}

export function directive(node: ASTNode | null | undefined, name: string): Record<string, string> | null {
  const directives =
    (node as { directives?: readonly ConstDirectiveNode[] } | null | undefined)?.directives ?? [];
  const found = directives.find((d) => d.name.value === name);
  if (!found) return null;
  return Object.fromEntries(
    (found.arguments ?? []).map((a) => [a.name.value, a.value.kind === 'StringValue' ? a.value.value : '']),
  );
}

/** The rules in the directives of any contract's schema. */
export function readRules<Name extends string>(domain: Name, schema: GraphQLSchema): ContractRules<Name> {
  const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  const entities = new Set(objects.filter((type) => typeDirective(type, 'key')).map((type) => type.name));
  const fields = new Map<string, FieldRule>();
  for (const type of objects) {
    for (const field of Object.values(type.getFields()))
      fields.set(`${type.name}.${field.name}`, fieldRule(type, field));
  }
  const orders = new Map<string, Order>();
  return {
    domain,
    schema,
    entities,
    rule: (type, field) => fields.get(`${type}.${field}`) ?? { held: 'OWNER' },
    order(type, field, orderBy) {
      const key = `${type}.${field}.${typeof orderBy === 'string' ? orderBy : ''}`;
      const order = orders.get(key) ?? connectionOrder(schema, type, field, orderBy);
      orders.set(key, order);
      return order;
    },
  };
}

/** What the values of a field's arguments say of who holds it; undefined where they say nothing. `args` are coerced. */
export function heldByArguments(
  { args }: GraphQLField<unknown, unknown>,
  given: Readonly<Record<string, unknown>>,
): Held | undefined {
  for (const { name, type } of args) {
    const values = getNamedType(type);
    const value = isEnumType(values) && given[name] != null ? values.getValue(String(given[name])) : null;
    const held = directive(value?.astNode, 'held')?.['by'];
    if (held !== undefined) return held as Held;
  }
  return undefined;
}

/** May those who only contribute answer this field of Query, where they say so? */
export function admitsContributors({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ type }) => {
    const values = getNamedType(type);
    return (
      isEnumType(values) &&
      values
        .getValues()
        .some(({ astNode }) => directive(astNode, 'held')?.['by'] === 'OWNER_AND_CONTRIBUTORS')
    );
  });
}

function fieldRule(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): FieldRule {
  const gather = directive(field.astNode, 'gather');
  const scatter = directive(field.astNode, 'scatter');
  const held =
    directive(field.astNode, 'held')?.['by'] ??
    typeDirective(type, 'held')?.['by'] ??
    'OWNER_AND_CONTRIBUTORS';
  return {
    held: held as Held,
    ...(gather && { gather: gather['by'] as Gather }),
    ...(gather?.['key'] && { unionKey: gather['key'].split(' ') }),
    ...(scatter && { scatter: { arg: scatter['arg'] ?? '', results: scatter['results'] ?? '' } }),
  };
}

function typeDirective(type: GraphQLObjectType, name: string): Record<string, string> | null {
  for (const node of [type.astNode, ...type.extensionASTNodes]) {
    const found = directive(node, name);
    if (found) return found;
  }
  return null;
}

function connectionOrder(
  schema: GraphQLSchema,
  typeName: string,
  fieldName: string,
  orderBy: unknown,
): Order {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  const connection = getNamedType(field?.type);
  const node = nodeTypeOf(connection);
  if (!field || !node) throw new TypeError(`${typeName}.${fieldName} must be a connection.`);
  const edge = getNamedType(
    (connection as GraphQLObjectType).getFields()['edges']?.type,
  ) as GraphQLObjectType;
  return parseOrder(declaredOrder(field, orderBy) ?? missing(typeName, fieldName), (key) => {
    const keyType = getNamedType(edge.getFields()[key]?.type ?? node.getFields()[key]?.type);
    return isEnumType(keyType) ? keyType.getValues().map((value) => value.name) : undefined;
  });
}

function declaredOrder(field: GraphQLField<unknown, unknown>, orderBy: unknown): string | undefined {
  const argument = field.args.find((arg) => arg.name === 'orderBy');
  const values = getNamedType(argument?.type);
  if (!argument || !isEnumType(values)) return directive(field.astNode, 'order')?.['by'];
  return directive(values.getValue(String(orderBy ?? argument.defaultValue))?.astNode, 'order')?.['by'];
}

function missing(type: string, field: string): never {
  throw new TypeError(`${type}.${field} must declare its order with @order(by: "... id").`);
}

/** Every domain's rules, by domain. */
export function allContractRules(): ReadonlyMap<Domain, ContractRules> {
  return new Map(DOMAINS.map((domain) => [domain, contractRules(domain)]));
}
