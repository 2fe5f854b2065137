/** Fields as they are written in requests to members; each is written once, however often it is asked for. */
import {
  type ASTNode,
  type ArgumentNode,
  type FieldNode,
  Kind,
  type VariableDefinitionNode,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { FieldPlan } from './compile.ts';
import { memberField } from './member-field.ts';

export interface FieldText {
  readonly text: string;
  /** The operation's variables that stand in it. */
  readonly variables: readonly string[];
}

const fields = new WeakMap<FieldPlan, FieldText>();
const definitions = new WeakMap<VariableDefinitionNode, string>();

/** `idsIn` names the variable that stands for the argument by which a mutation is split. */
export function fieldText(field: FieldPlan, idsIn?: string): FieldText {
  if (idsIn !== undefined) return written(memberField(field), field.rule.scatter?.arg, idsIn);
  let known = fields.get(field);
  if (!known) fields.set(field, (known = written(memberField(field))));
  return known;
}

export function definitionText(definition: VariableDefinitionNode): string {
  let known = definitions.get(definition);
  if (known === undefined) definitions.set(definition, (known = textOf(definition)));
  return known;
}

function written(node: FieldNode, idsArgument?: string, idsIn?: string): FieldText {
  const names = new Set<string>();
  const whole = idsIn === undefined ? node : { ...node, arguments: withIds(node, idsArgument, idsIn) };
  visit(whole, { Variable: ({ name }) => void names.add(name.value) });
  if (idsIn !== undefined) names.delete(idsIn);
  return { text: textOf(whole), variables: [...names] };
}

function withIds(node: FieldNode, name: string | undefined, idsIn: string): readonly ArgumentNode[] {
  const others = (node.arguments ?? []).filter((arg) => arg.name.value !== name);
  if (name === undefined) return others;
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: idsIn } } as const;
  return [...others, { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }];
}

function textOf(node: ASTNode): string {
  return stripIgnoredCharacters(print(node));
}
