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

/** Of those that begin with one field; more are put together each time. */
const MOST_TEXTS = 64;

/** A request's document, and the names of the operation's variables in it. */
interface RequestText {
  readonly query: string;
  readonly variables: readonly string[];
}

/** By the first field that is asked, and then by all that is asked. A field is of one operation. */
const texts = new WeakMap<FieldPlan, Map<string, RequestText>>();

/** One request for all of it; its document is put together once. */
export function memberRequest(ask: Ask, operation: ClientOperation, variables: Variables): MemberRequest {
  const { query, variables: used } = requestText(ask, operation);
  const values: Record<string, unknown> = {};
  for (const [index, { ids }] of ask.roots.entries()) if (ids) values[idsName(index)] = ids;
  for (const [index, { representations }] of ask.entities.entries())
    values[keysName(index)] = representations;
  for (const name of used) if (Object.hasOwn(variables, name)) values[name] = variables[name];
  return { query, variables: values };
}

const idsName = (index: number): string => `_t_ids${index}`;
const keysName = (index: number): string => `_t_keys${index}`;

function requestText(ask: Ask, operation: ClientOperation): RequestText {
  const first = ask.roots[0]?.field ?? ask.entities[0]?.fields[0];
  // Nobody is asked for nothing.
  if (!first) return written(ask, operation);
  let known = texts.get(first);
  if (!known) texts.set(first, (known = new Map<string, RequestText>()));
  const key = keyOf(ask);
  let text = known.get(key);
  if (!text) {
    text = written(ask, operation);
    if (known.size < MOST_TEXTS) known.set(key, text);
  }
  return text;
}

/** The same for asks of the same document. */
function keyOf({ roots, entities }: Ask): string {
  let key = '';
  for (const { field, ids } of roots) key += ids ? `${field.number}* ` : `${field.number} `;
  for (const { fields } of entities) {
    key += '|';
    for (const { number } of fields) key += `${number} `;
  }
  return key;
}

function written(ask: Ask, operation: ClientOperation): RequestText {
  const definitions: string[] = [];
  const used = new Set<string>();
  let fields = '';
  const add = (field: FieldPlan, idsIn?: string): void => {
    const { text, variables: names } = fieldText(field, idsIn);
    fields += ` ${text}`;
    for (const name of names) used.add(name);
  };

  for (const [index, { field, ids }] of ask.roots.entries()) {
    if (ids) definitions.push(`$${idsName(index)}:[ID!]!`);
    add(field, ids && idsName(index));
  }
  for (const [index, { type, fields: asked }] of ask.entities.entries()) {
    definitions.push(`$${keysName(index)}:[_Any!]!`);
    fields += ` ${entityKey(index)}:_entities(representations:$${keysName(index)}){...on ${type}{`;
    for (const field of asked) add(field);
    fields += '}}';
  }
  const usedDefinitions = usedOf(operation, used);
  definitions.push(...usedDefinitions.map(definitionText));
  const kind = ask.roots.length > 0 ? operation.operation : 'query';
  const head = definitions.length > 0 ? `${kind}(${definitions.join(' ')})` : kind;
  return {
    query: `${head}{${fields.slice(1)}}`,
    variables: usedDefinitions.map(({ variable }) => variable.name.value),
  };
}

function usedOf(
  { variableDefinitions = [] }: ClientOperation,
  used: ReadonlySet<string>,
): readonly VariableDefinitionNode[] {
  if (used.size === 0) return [];
  return variableDefinitions.filter(({ variable }) => used.has(variable.name.value));
}
