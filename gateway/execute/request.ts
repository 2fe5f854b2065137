/** One request to one member: everything that a round asks of it, in one document. */
import {
  type ArgumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
  parseType,
  print,
  visit,
} from 'graphql';
import type { Member, MemberRequest } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { ID, memberField, plainField, withSelections } from './reserved.ts';
import type { Slot } from './slot.ts';

/** A root field, with the ids that are the member's own where a mutation is split. */
export interface RootAsk {
  readonly field: FieldPlan;
  readonly slot: Slot;
  readonly ids?: readonly string[];
}

/** The same fields of several entities of one type. */
export interface EntityAsk {
  readonly key: string;
  readonly selection: SelectionPlan;
  readonly fields: readonly FieldPlan[];
  /** By id; slots of one id share one representation. */
  readonly slots: Map<string, Slot[]>;
}

export interface Ask {
  readonly member: Member;
  readonly roots: RootAsk[];
  readonly entities: Map<string, EntityAsk>;
}

/** What requests take over from the operation that they are for. */
export type ClientOperation = Pick<
  OperationDefinitionNode,
  'operation' | 'variableDefinitions' | 'selectionSet'
>;

/** The response key of the n-th entity ask. */
export const entityKey = (index: number): string => `_t_entities${index}`;

export function memberRequest(ask: Ask, operation: ClientOperation, variables: Variables): MemberRequest {
  const definitions: VariableDefinitionNode[] = [];
  const values: Record<string, unknown> = {};
  const define = (name: string, type: string, value: unknown): void => {
    definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable: variable(name), type: parseType(type) });
    values[name] = value;
  };

  const fields: FieldNode[] = ask.roots.map(({ field, ids }, index) => {
    const node = memberField(field);
    const arg = field.rule.scatter?.arg;
    if (!ids || arg === undefined) return node;
    define(`_t_ids${index}`, '[ID!]!', ids);
    return { ...node, arguments: replaceArgument(node.arguments ?? [], arg, `_t_ids${index}`) };
  });
  [...ask.entities.values()].forEach(({ selection, fields: asked, slots }, index) => {
    define(
      `_t_keys${index}`,
      '[_Any!]!',
      [...slots.keys()].map((id) => ({ __typename: selection.type.name, id })),
    );
    const entities: FieldNode = {
      ...plainField('_entities', entityKey(index)),
      arguments: replaceArgument([], 'representations', `_t_keys${index}`),
    };
    const typed = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: selection.type.name } } as const;
    const selectionSet = {
      kind: Kind.SELECTION_SET,
      selections: [plainField('id', ID), ...asked.map(memberField)],
    } as const;
    fields.push(
      withSelections(entities, [{ kind: Kind.INLINE_FRAGMENT, typeCondition: typed, selectionSet }]),
    );
  });

  const used = new Set<string>();
  for (const field of fields) visit(field, { Variable: ({ name }) => void used.add(name.value) });
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    if (!used.has(name)) continue;
    definitions.push(definition);
    if (Object.hasOwn(variables, name)) values[name] = variables[name];
  }
  const kind = ask.roots.length > 0 ? operation.operation : 'query';
  const document = {
    kind: Kind.OPERATION_DEFINITION,
    operation: kind,
    variableDefinitions: definitions,
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  return { query: print(document as OperationDefinitionNode), variables: values };
}

function replaceArgument(args: readonly ArgumentNode[], name: string, variableName: string): ArgumentNode[] {
  return [
    ...args.filter((arg) => arg.name.value !== name),
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: variable(variableName) },
  ];
}

function variable(name: string): { kind: Kind.VARIABLE; name: { kind: Kind.NAME; value: string } } {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
}
