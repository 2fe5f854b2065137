/** A query as people read it: what fits into a line stands in a line, everything else one below the other. */
import {
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  parse,
  print,
} from 'graphql';

const INDENT = '  ';
const NOTHING: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

/** In lines of so many characters, as far as there is a place to part them. Comments are left out. */
export function readableQuery(text: string, width: number): string {
  return parse(text)
    .definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION
        ? opened(headOf(definition), definition.selectionSet, '', width)
        : print(definition),
    )
    .join('\n\n');
}

function selection(node: SelectionNode, indent: string, width: number): string {
  const line = indent + inLine(node);
  if (line.length <= width || node.kind === Kind.FRAGMENT_SPREAD) return line;
  const head = indent + headOf(node);
  const fits = head.length + ' {'.length <= width;
  const begin = node.kind === Kind.FIELD && !fits ? indent + longField(node, indent) : head;
  return node.selectionSet ? opened(begin, node.selectionSet, indent, width) : begin;
}

function opened(head: string, { selections }: SelectionSetNode, indent: string, width: number): string {
  const begin = head === '' ? '{' : `${head} {`;
  const inner = selections.map((one) => selection(one, indent + INDENT, width));
  return [begin, ...inner, `${indent}}`].join('\n');
}

function inLine(node: SelectionNode): string {
  if (node.kind === Kind.FRAGMENT_SPREAD || !node.selectionSet) return headOf(node);
  return `${headOf(node)} { ${node.selectionSet.selections.map(inLine).join(' ')} }`;
}

/** Everything before the first brace. */
function headOf(node: OperationDefinitionNode | FragmentDefinitionNode | SelectionNode): string {
  if (node.kind === Kind.FIELD) return nameOf(node) + inBrackets(node) + directivesOf(node);
  return print(node.kind === Kind.FRAGMENT_SPREAD ? node : { ...node, selectionSet: NOTHING }).trim();
}

function nameOf({ alias, name }: FieldNode): string {
  return alias ? `${alias.value}: ${name.value}` : name.value;
}

function inBrackets({ arguments: given = [] }: FieldNode): string {
  return given.length === 0 ? '' : `(${given.map(argument).join(', ')})`;
}

function directivesOf({ directives = [] }: FieldNode): string {
  return directives.map((directive) => ` ${print(directive)}`).join('');
}

/** Its arguments one below the other, and what is in their lists. */
function longField(node: FieldNode, indent: string): string {
  const { arguments: given = [] } = node;
  const inner = indent + INDENT;
  const lines = given.flatMap(({ name, value }) =>
    value.kind === Kind.LIST && value.values.length > 1
      ? [
          `${inner}${name.value}: [`,
          ...value.values.map((one) => `${inner}${INDENT}${valueText(one)}`),
          `${inner}]`,
        ]
      : [`${inner}${name.value}: ${valueText(value)}`],
  );
  return [`${nameOf(node)}(`, ...lines, `${indent})${directivesOf(node)}`].join('\n');
}

function argument({ name, value }: ArgumentNode): string {
  return `${name.value}: ${valueText(value)}`;
}

function valueText(value: ValueNode): string {
  if (value.kind === Kind.LIST) return `[${value.values.map(valueText).join(', ')}]`;
  if (value.kind !== Kind.OBJECT) return print(value);
  return `{ ${value.fields.map((field) => `${field.name.value}: ${valueText(field.value)}`).join(', ')} }`;
}
