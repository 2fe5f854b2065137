/** The costs of operations, each worked out once for all variables that mean the same cost. */
import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type Cost, PAGE_SIZES, costOf } from './cost.ts';

type Values = Readonly<Record<string, unknown>>;

/** The variables that a cost depends on. */
interface Dependence {
  /** On their values. */
  readonly values: readonly string[];
  /** On whether they have one: where one is missing that must be there, no page size counts. */
  readonly presences: readonly string[];
}

interface Known {
  readonly on: Dependence;
  readonly costs: Map<string, Cost>;
}

/** Of one operation; more are worked out anew each time. */
const MAX_COSTS = 64;

export class Costs {
  readonly #schema: GraphQLSchema;
  readonly #known = new WeakMap<OperationDefinitionNode, Known>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** See `costOf`. */
  of(document: DocumentNode, operation: OperationDefinitionNode, variables: Values): Cost {
    let known = this.#known.get(operation);
    if (!known) this.#known.set(operation, (known = { on: dependenceOf(document), costs: new Map() }));
    const key = keyOf(known.on, variables);
    let cost = known.costs.get(key);
    if (!cost) {
      cost = costOf(this.#schema, document, operation, variables);
      if (known.costs.size < MAX_COSTS) known.costs.set(key, cost);
    }
    return cost;
  }
}

function keyOf({ values, presences }: Dependence, variables: Values): string {
  let key = '';
  for (const name of presences)
    key += variables[name] === undefined ? 'u' : variables[name] === null ? 'n' : 's';
  for (const name of values) key += ` ${JSON.stringify(variables[name])}`;
  return key;
}

function dependenceOf(document: DocumentNode): Dependence {
  const values = new Set<string>();
  const presences = new Set<string>();
  visit(document, {
    Directive: (node) => note(node, values),
    Field(node) {
      if (!isPaged(node)) return;
      note(node.arguments ?? [], presences);
      for (const argument of node.arguments ?? [])
        if (PAGE_SIZES.includes(argument.name.value)) note(argument, values);
    },
  });
  return { values: [...values], presences: [...presences] };
}

function isPaged({ arguments: said = [] }: FieldNode): boolean {
  return said.some(({ name }) => PAGE_SIZES.includes(name.value));
}

function note(within: ASTNode | readonly ASTNode[], into: Set<string>): void {
  for (const node of [within].flat())
    visit(node, {
      Variable({ name }) {
        into.add(name.value);
      },
    });
}
