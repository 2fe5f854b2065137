/** What is asked of a connection: the same for every record that has it. */
import { getNamedType, isObjectType } from 'graphql';
import type { Order } from '#schema/order.ts';
import type { ContractRules } from '#schema/rules.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { type EdgeKeys, edgeKeysOf, tellsPlaces } from './edge-keys.ts';
import { argumentsOf } from './holders.ts';

export interface Paging {
  readonly order: Order;
  /** What tells the places of edges; null: their cursors do. */
  readonly keys: EdgeKeys | null;
  /** How many edges are shown at most. */
  readonly first: number;
  /** Is it a page after another? */
  readonly isLater: boolean;
  /** Does the client want to know places in the order? */
  readonly places: boolean;
  /** The fields of the connection that are numbers of edges which say something themselves. */
  readonly edgeCounts: readonly FieldPlan[];
}

export function pagingOf(
  rules: ContractRules,
  field: FieldPlan,
  selection: SelectionPlan,
  variables: Variables,
): Paging {
  const args = argumentsOf(field, variables);
  const order = rules.order(field.parent.name, field.name, args['orderBy']);
  return {
    order,
    keys: edgeKeysOf(field),
    first: typeof args['first'] === 'number' ? args['first'] : Number.MAX_SAFE_INTEGER,
    isLater: args['after'] != null,
    places: tellsPlaces(selection),
    edgeCounts: selection.fields.filter((part) => countsEdges(order, part)),
  };
}

/**
 * A record is counted by its owner alone, whoever lists a copy: a sum is right. An edge between records has no such owner, and may
 * count in several shares.
 */
function countsEdges(order: Order, { rule, parent }: FieldPlan): boolean {
  const edge = getNamedType(parent.getFields()['edges']?.type);
  return (
    rule.gather === 'SUM' && isObjectType(edge) && order.keys.some(({ field }) => edge.getFields()[field])
  );
}
