/** Operations that nobody would write, and that are valid all the same: for laws that hold for every operation. */
import fc from 'fast-check';
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { apiSchema } from '../testing/ask.ts';

export interface RandomOperation {
  readonly query: string;
  /** Of the variables that the operation declares; where a value is undefined it is not given. */
  readonly variables: readonly string[];
}

export interface OperationOptions {
  readonly kind: 'query' | 'mutation';
  /** Fields by type: those that records can answer. What a type does not name is not selected. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Arguments of a field, each list one way to give them. */
  readonly args: Readonly<Record<string, readonly string[]>>;
  /** Every variable that arguments and conditions may use, as it is declared. */
  readonly variables: Readonly<Record<string, string>>;
  readonly depth: number;
}

/** A part of a selection, before names are given: response names must not clash, so that they are given from outside in. */
interface Part {
  readonly field: string;
  readonly alias: number;
  readonly args: number;
  readonly condition: number;
  readonly fragment: number;
  readonly inner: readonly Part[];
}

/** Of `$yes` and `$no`, both Boolean!. */
const CONDITIONS = [
  '',
  '',
  '',
  '',
  ' @include(if: $yes)',
  ' @skip(if: $no)',
  ' @include(if: $no)',
  ' @skip(if: $yes)',
  ' @skip(if: $no) @include(if: $yes)',
];
const ALIASES = ['', '', '', 'id: ', '__typename: ', 'name: ', 'a: ', 'toString: ', 'edges: ', 'node: '];

export function randomOperation(options: OperationOptions): fc.Arbitrary<RandomOperation> {
  const root = options.kind === 'query' ? apiSchema.getQueryType() : apiSchema.getMutationType();
  if (!root) throw new TypeError(`The API schema must have a type of ${options.kind}.`);
  return parts(options, root, options.depth).map((written) => {
    const fragments: string[] = [];
    const text = `${selection(options, root, written, fragments)}${fragments.join('')}`;
    const used = Object.entries(options.variables).filter(([name]) =>
      new RegExp(String.raw`\$${name}\b`).test(text),
    );
    const declared = used.length > 0 ? `(${used.map(([, declaration]) => declaration).join(', ')}) ` : '';
    return { query: `${options.kind} ${declared}${text}`, variables: used.map(([name]) => name) };
  });
}

function parts(
  options: OperationOptions,
  type: GraphQLObjectType,
  depth: number,
): fc.Arbitrary<readonly Part[]> {
  const names = ['__typename', ...(options.fields[type.name] ?? [])].filter(
    (name) => depth > 0 || isLeafType(typeOf(type, name)),
  );
  const part = fc.constantFrom(...names).chain((field) => {
    const inner = typeOf(type, field);
    return fc.record({
      field: fc.constant(field),
      alias: fc.nat(ALIASES.length - 1),
      args: fc.nat(20),
      condition: fc.nat(CONDITIONS.length - 1),
      fragment: fc.nat(6),
      inner: isObjectType(inner) ? parts(options, inner, depth - 1) : fc.constant([]),
    });
  });
  return fc.array(part, { minLength: 1, maxLength: depth > 3 ? 4 : 3 });
}

function typeOf(type: GraphQLObjectType, field: string): unknown {
  return field === '__typename'
    ? getNamedType(apiSchema.getType('String'))
    : getNamedType(type.getFields()[field]?.type);
}

/** Each response name is used by one field with one set of arguments: the first that took it. */
function selection(
  options: OperationOptions,
  type: GraphQLObjectType,
  written: readonly Part[],
  fragments: string[],
): string {
  const taken = new Set<string>();
  const texts = written.flatMap((part, i) => {
    const wanted = ALIASES[part.alias] ?? '';
    const name = wanted === '' ? part.field : wanted.slice(0, -2);
    const alias = taken.has(name) ? `${part.field}${i}: ` : name === part.field ? '' : wanted;
    const key = alias === '' ? part.field : alias.slice(0, -2);
    if (taken.has(key)) return [];
    taken.add(key);
    const inner = typeOf(type, part.field);
    const ways = options.args[`${type.name}.${part.field}`] ?? [''];
    const condition = CONDITIONS[part.condition] ?? '';
    const text = `${alias}${part.field}${ways[part.args % ways.length] ?? ''}${part.fragment > 2 ? '' : condition}${isObjectType(inner) ? ` ${selection(options, inner, part.inner, fragments)}` : ''}`;
    if (part.fragment === 3) return [`...${condition} { ${text} }`];
    if (part.fragment === 4) return [`... on ${type.name}${condition} { ${text} ${text} }`];
    if (part.fragment < 5) return [text];
    const fragment = `F${fragments.length}`;
    fragments.push(` fragment ${fragment} on ${type.name} { ${text} }`);
    return [part.fragment === 5 ? `...${fragment}${condition}` : `...${fragment} ...${fragment}${condition}`];
  });
  return `{ ${texts.join(' ')} }`;
}
