/** One request to one member: everything that a round asks of it, in one document. */
import type { OperationDefinitionNode, VariableDefinitionNode } from 'graphql';
import type { Member, MemberRequest } from '#schema/ports/member.ts';
import type { FieldPlan, Variables } from './compile.ts';
import { definitionText, fieldText } from './field-text.ts';
import type { Slot } from './slot.ts';

/** A root field, with the ids that are the member's own where a mutation is split. */
export interface RootAsk {
  readonly field: FieldPlan;
  readonly slot: Slot;
  readonly ids?: readonly string[];
}

/** Several records of one type. */
export interface Records {
  readonly type: string;
  /** By id; slots of one id share one representation. */
  readonly slots: ReadonlyMap<string, readonly Slot[]>;
  /** In the order of the slots; the same list for all members that are asked for the same records. */
  readonly representations: readonly object[];
}

/** The same fields of several records. */
export interface EntityAsk extends Records {
  readonly fields: readonly FieldPlan[];
}

export interface Ask {
  readonly member: Member;
  readonly roots: readonly RootAsk[];
  readonly entities: readonly EntityAsk[];
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
  for (const [index, { type, fields: asked, representations }] of ask.entities.entries()) {
    define(`_t_keys${index}`, '[_Any!]!', representations);
    fields += ` ${entityKey(index)}:_entities(representations:$_t_keys${index}){...on ${type}{`;
    for (const field of asked) add(field);
    fields += '}}';
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
