/** Operations that nobody would write, and that are valid all the same: for laws that hold for every operation. */
import fc from 'fast-check';
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { apiSchema } from './ask.ts';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface OperationOptions {
  /** Fields by type: those that records can answer. What a type does not name is not selected. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Arguments of a field, each list one way to give them. */
  readonly args: Readonly<Record<string, readonly string[]>>;
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

const VARIABLES = {
  yes: '$yes: Boolean! = true',
  no: '$no: Boolean! = false',
  first: '$first: Int',
  order: '$order: AlarmOrder',
  kinds: '$kinds: [ResourceKind!]',
};
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
  const root = apiSchema.getQueryType();
  if (!root) throw new TypeError('The API schema must have queries.');
  return fc
    .record({
      parts: parts(options, root, options.depth),
      yes: fc.boolean(),
      no: fc.boolean(),
      first: fc.integer({ min: 1, max: 4 }),
      order: fc.constantFrom('SEVERITY_DESC', 'REPORTING_TIME_DESC'),
      kinds: fc.constantFrom(undefined, 'DEVICE', ['SITE', 'DEVICE']),
    })
    .map(({ parts: written, ...values }) => {
      const text = selection(options, root, written);
      const used = Object.entries(VARIABLES).filter(([name]) => text.includes(`$${name}`));
      const names = used.map(([name]) => name);
      return {
        query: `query ${used.length > 0 ? `(${used.map(([, declared]) => declared).join(', ')}) ` : ''}${text}`,
        variables: Object.fromEntries(
          Object.entries(values).filter(([name, value]) => names.includes(name) && value !== undefined),
        ),
      };
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
      args: fc.nat(10),
      condition: fc.nat(CONDITIONS.length - 1),
      fragment: fc.nat(4),
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
function selection(options: OperationOptions, type: GraphQLObjectType, written: readonly Part[]): string {
  const taken = new Set<string>();
  const texts = written.flatMap((part, i) => {
    const plain = ALIASES[part.alias] === '' ? '' : (ALIASES[part.alias] ?? '');
    const name = plain === '' ? part.field : plain.slice(0, -2);
    const alias = taken.has(name) ? `${part.field}${i}: ` : name === part.field ? '' : plain;
    const key = alias === '' ? part.field : alias.slice(0, -2);
    if (taken.has(key)) return [];
    taken.add(key);
    const inner = typeOf(type, part.field);
    const ways = options.args[`${type.name}.${part.field}`] ?? [''];
    const text = `${alias}${part.field}${ways[part.args % ways.length] ?? ''}${part.fragment > 2 ? '' : (CONDITIONS[part.condition] ?? '')}${isObjectType(inner) ? ` ${selection(options, inner, part.inner)}` : ''}`;
    if (part.fragment === 3) return [`...${CONDITIONS[part.condition] ?? ''} { ${text} }`];
    return [
      part.fragment === 4
        ? `... on ${type.name}${CONDITIONS[part.condition] ?? ''} { ${text} ${text} }`
        : text,
    ];
  });
  return `{ ${texts.join(' ')} }`;
}
