/** One request to one member: everything that a round asks of it, in one document. */
import type { OperationDefinitionNode, VariableDefinitionNode } from 'graphql';
import type { Member, MemberRequest } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { definitionText, fieldText } from './field-text.ts';
import type { Slot } from './slot.ts';

/** A root field, with the ids that are the member's own where a mutation is split. */
export interface RootAsk {
  readonly field: FieldPlan;
  readonly slot: Slot;
  readonly ids?: readonly string[];
}

/** The same fields of several entities of one type. */
export interface EntityAsk {
  readonly selection: SelectionPlan;
  readonly fields: readonly FieldPlan[];
  /** By id; slots of one id share one representation. */
  readonly slots: Map<string, Slot[]>;
}

export interface Ask {
  readonly member: Member;
  readonly roots: RootAsk[];
  /** By the list of their fields. */
  readonly entities: Map<readonly FieldPlan[], EntityAsk>;
}

/** What requests take over from the operation that they are for. */
export type ClientOperation = Pick<
  OperationDefinitionNode,
  'operation' | 'variableDefinitions' | 'selectionSet'
>;

/** The response key of the n-th entity ask. */
export const entityKey = (index: number): string => `_t_entities${index}`;

/** The text of each field is made once; a request puts together those that it asks for. */
export function memberRequest(ask: Ask, operation: ClientOperation, variables: Variables): MemberRequest {
  const values: Record<string, unknown> = {};
  const definitions: string[] = [];
  const used = new Set<string>();
  let fields = '';
  const add = (field: FieldPlan, idsIn?: string): void => {
    const { text, variables: names } = fieldText(field, idsIn);
    fields += ` ${text}`;
    for (const name of names) used.add(name);
  };
  const define = (name: string, type: string, value: unknown): void => {
    definitions.push(`$${name}:${type}`);
    values[name] = value;
  };

  for (const [index, { field, ids }] of ask.roots.entries()) {
    if (!ids) add(field);
    else {
      define(`_t_ids${index}`, '[ID!]!', ids);
      add(field, `_t_ids${index}`);
    }
  }
  let index = 0;
  for (const { selection, fields: asked, slots } of ask.entities.values()) {
    const type = selection.type.name;
    const representations: object[] = [];
    for (const id of slots.keys()) representations.push({ __typename: type, id });
    define(`_t_keys${index}`, '[_Any!]!', representations);
    fields += ` ${entityKey(index)}:_entities(representations:$_t_keys${index}){...on ${type}{`;
    for (const field of asked) add(field);
    fields += '}}';
    index += 1;
  }
  for (const definition of usedOf(operation, used)) {
    const name = definition.variable.name.value;
    definitions.push(definitionText(definition));
    if (Object.hasOwn(variables, name)) values[name] = variables[name];
  }
  const kind = ask.roots.length > 0 ? operation.operation : 'query';
  const head = definitions.length > 0 ? `${kind}(${definitions.join(' ')})` : kind;
  return { query: `${head}{${fields.slice(1)}}`, variables: values };
}

function usedOf(
  { variableDefinitions = [] }: ClientOperation,
  used: ReadonlySet<string>,
): readonly VariableDefinitionNode[] {
  if (used.size === 0) return [];
  return variableDefinitions.filter(({ variable }) => used.has(variable.name.value));
}
