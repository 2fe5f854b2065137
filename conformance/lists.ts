/** The lists of a contract, at the root and under records, and how each of them is asked for. */
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Order } from '#schema/order.ts';
import { type ContractRules, nodeTypeOf } from '#schema/rules.ts';
import type { Answer } from './member.ts';
import { isRecord, recordOrNull } from './member.ts';
import { edgeFields, ownFields } from './selection.ts';

type Rec = Readonly<Record<string, unknown>>;

export interface List {
  /** e.g. `Query.alarms`, `Resource.alarms`. */
  readonly place: string;
  readonly parent: string;
  readonly field: string;
  readonly node: string;
  /** The name of the type of its filter; null where it has none. */
  readonly filter: string | null;
  /** The values of its argument `orderBy`; one undefined where it has one order only. */
  readonly orders: readonly (string | undefined)[];
  /** What is selected of an edge. */
  readonly edge: string;
  readonly definition: GraphQLField<unknown, unknown>;
}

export interface Edge {
  readonly cursor: string;
  readonly node: Rec | null;
  /** The edge as it was answered. */
  readonly edge: Rec;
}

export interface Page {
  readonly edges: readonly Edge[];
  readonly pageInfo: Rec;
  readonly totalCount: unknown;
  readonly complete: unknown;
}

export type ListArguments = Readonly<Record<string, unknown>>;

/** Where the list hangs; nowhere for a list at the root. */
export interface Under {
  readonly type: string;
  readonly id: string;
}

export interface ListRequest {
  readonly query: string;
  readonly variables: Rec;
}

export function listsOf(rules: ContractRules): List[] {
  const parents = ['Query', ...rules.entities].map((name) => rules.schema.getType(name));
  return parents.flatMap((parent) =>
    isObjectType(parent)
      ? Object.values(parent.getFields()).flatMap((field) => listOf(rules, parent, field))
      : [],
  );
}

function listOf(
  rules: ContractRules,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): List[] {
  const connection = getNamedType(field.type);
  const node = nodeTypeOf(connection);
  if (!node) return [];
  const type = (name: string) => getNamedType(field.args.find((arg) => arg.name === name)?.type);
  const [filter, orderBy] = [type('filter'), type('orderBy')];
  return [
    {
      place: `${parent.name}.${field.name}`,
      parent: parent.name,
      field: field.name,
      node: node.name,
      filter: isInputObjectType(filter) ? filter.name : null,
      orders: isEnumType(orderBy) ? orderBy.getValues().map(({ name }) => name) : [undefined],
      edge: `${edgeFields(connection as GraphQLObjectType)} node { ${ownFields(rules, node)} }`,
      definition: field,
    },
  ];
}

export function orderOf(rules: ContractRules, list: List, orderBy: string | undefined): Order {
  return rules.order(list.parent, list.field, orderBy);
}

/** The field with its arguments as variables, and the declaration of these. `alias` also keeps their names apart. */
export function listField(list: List, args: ListArguments, edge = list.edge, alias = 'list') {
  const given = list.definition.args.filter(({ name }) => args[name] !== undefined);
  const variable = (name: string): string => (alias === 'list' ? name : `${alias}_${name}`);
  const passed = given.map(({ name }) => `${name}: $${variable(name)}`).join(', ');
  return {
    field: `${alias}: ${list.field}${passed ? `(${passed})` : ''} {
      edges { ${edge} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount complete }`,
    declarations: given.map(({ name, type }) => `$${variable(name)}: ${String(type)}`),
    variables: Object.fromEntries(given.map(({ name }) => [variable(name), args[name]])),
  };
}

export type ListField = ReturnType<typeof listField>;

/** One operation that asks for these fields of one parent. */
export function listRequest(under: Under | null, fields: readonly ListField[]): ListRequest {
  const inner = fields.map(({ field }) => field).join(' ');
  const variables = Object.assign({}, ...fields.map((field) => field.variables)) as Rec;
  const declarations = fields.flatMap((field) => field.declarations);
  if (!under) return { query: `query${declared(declarations)} { ${inner} }`, variables };
  return {
    query: `query${declared(['$representations: [_Any!]!', ...declarations])} {
      _entities(representations: $representations) { ... on ${under.type} { id ${inner} } } }`,
    variables: { representations: [{ __typename: under.type, id: under.id }], ...variables },
  };
}

function declared(declarations: readonly string[]): string {
  return declarations.length === 0 ? '' : ` (${declarations.join(', ')})`;
}

/** The connection under an alias in an answer; null where there is none. */
export function pageIn(answer: Answer, under: Under | null, alias = 'list'): Page | null {
  const holder = under ? entitiesOf(answer)[0] : answer.data;
  return readPage(holder?.[alias]);
}

export function readPage(value: unknown): Page | null {
  if (!isRecord(value) || !Array.isArray(value['edges'])) return null;
  const edges = value['edges'].filter(isRecord).map((edge): Edge => ({
    cursor: String(edge['cursor']),
    node: recordOrNull(edge['node']),
    edge,
  }));
  return {
    edges,
    pageInfo: recordOrNull(value['pageInfo']) ?? {},
    totalCount: value['totalCount'],
    complete: value['complete'],
  };
}

/** What `_entities` gave, place by place. */
export function entitiesOf(answer: Answer): (Rec | null)[] {
  const entities = answer.data?.['_entities'];
  return Array.isArray(entities) ? entities.map(recordOrNull) : [];
}
