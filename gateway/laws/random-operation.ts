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
  /** How deep it goes with several fields at each level. */
  readonly depth: number;
  /** How deep it goes where one field of a level leads on. */
  readonly narrowDepth: number;
}

/** A part of a selection, before names are given: response names must not clash, so that they are given from outside in. */
interface Part {
  readonly field: string;
  readonly alias: number;
  readonly args: number;
  readonly condition: number;
  readonly fragment: number;
  /** How the field is asked for twice, with a part of its selection each time: then the parts are one. */
  readonly twice: number;
  readonly inner: readonly Part[];
}

/** Of `$yes` and `$no`, both Boolean!, and `$maybe`, which may be left out. */
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
  ' @include(if: $maybe)',
];
const ALIASES = [
  '',
  '',
  '',
  'id: ',
  '__typename: ',
  'name: ',
  'a: ',
  'toString: ',
  'edges: ',
  'node: ',
].concat(['cursor: ', 'pageInfo: ', 'results: ', 'representations: ', '_entities: ']);

/** What stands twice at every level would be refused: it is more than anybody may ask. */
const MOST_LEVELS_TWICE = 4;

export function randomOperation(options: OperationOptions): fc.Arbitrary<RandomOperation> {
  const root = options.kind === 'query' ? apiSchema.getQueryType() : apiSchema.getMutationType();
  if (!root) throw new TypeError(`The API schema must have a type of ${options.kind}.`);
  const written = fc.oneof(
    { weight: 4, arbitrary: parts(options, root, options.depth) },
    { weight: 1, arbitrary: narrowParts(options, root, options.narrowDepth) },
  );
  return written.map((selected) => {
    const fragments: string[] = [];
    const text = `${selection(options, root, selected, fragments)}${fragments.join('')}`;
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
  const names = namesOf(options, type).filter((name) => depth > 0 || isLeafType(typeOf(type, name)));
  const part = partOf(type, names, (inner) => parts(options, inner, depth - 1));
  return fc.array(part, { minLength: 1, maxLength: depth > 3 ? 4 : 3 });
}

/** One field that leads on, as long as there is one, and perhaps one beside it that does not: pages in pages in pages. */
function narrowParts(
  options: OperationOptions,
  type: GraphQLObjectType,
  depth: number,
): fc.Arbitrary<readonly Part[]> {
  const [leaves, others] = [true, false].map((leaf) =>
    namesOf(options, type).filter((name) => isLeafType(typeOf(type, name)) === leaf),
  );
  // A page's edges lead on; its ends do not.
  const on = (others ?? []).includes('edges') ? ['edges'] : (others ?? []);
  const leaf = partOf(type, leaves ?? [], () => fc.constant([]));
  if (depth === 0 || on.length === 0) return fc.tuple(leaf);
  const far = partOf(type, on, (inner) => narrowParts(options, inner, depth - 1));
  return fc.oneof(fc.tuple(far), fc.tuple(leaf, far), fc.tuple(far, leaf));
}

const namesOf = ({ fields }: OperationOptions, { name }: GraphQLObjectType): readonly string[] => [
  '__typename',
  ...(fields[name] ?? []),
];

function partOf(
  type: GraphQLObjectType,
  names: readonly string[],
  partsOf: (inner: GraphQLObjectType) => fc.Arbitrary<readonly Part[]>,
): fc.Arbitrary<Part> {
  return fc.constantFrom(...names).chain((field) => {
    const inner = typeOf(type, field);
    return fc.record({
      field: fc.constant(field),
      alias: fc.nat(ALIASES.length - 1),
      args: fc.nat(20),
      condition: fc.nat(CONDITIONS.length - 1),
      fragment: fc.nat(6),
      twice: fc.nat(11),
      inner: isObjectType(inner) ? partsOf(inner) : fc.constant([]),
    });
  });
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
  return `{ ${selections(options, type, written, fragments, 0).join(' ')} }`;
}

function selections(
  options: OperationOptions,
  type: GraphQLObjectType,
  written: readonly Part[],
  fragments: string[],
  levelsTwice: number,
): readonly string[] {
  const taken = new Set<string>();
  return written.flatMap((given, i) => {
    const part =
      levelsTwice < MOST_LEVELS_TWICE ? given : { ...given, fragment: given.fragment % 4, twice: 2 };
    const standsTwice = part.twice < 2 || part.fragment === 4 || part.fragment === 6;
    const wanted = ALIASES[part.alias] ?? '';
    const name = wanted === '' ? part.field : wanted.slice(0, -2);
    const alias = taken.has(name) ? `${part.field}${i}: ` : name === part.field ? '' : wanted;
    const key = alias === '' ? part.field : alias.slice(0, -2);
    if (taken.has(key)) return [];
    taken.add(key);
    const inner = typeOf(type, part.field);
    const ways = options.args[`${type.name}.${part.field}`] ?? [''];
    const field = `${alias}${part.field}${ways[part.args % ways.length] ?? ''}`;
    if (!isObjectType(inner)) return placed(type, part, (condition) => `${field}${condition}`, fragments);
    const within = selections(options, inner, part.inner, fragments, levelsTwice + (standsTwice ? 1 : 0));
    const of = (chosen: readonly string[]) => (condition: string) =>
      `${field}${condition} { ${chosen.join(' ')} }`;
    const half = Math.ceil(within.length / 2);
    // The second time without the condition of the first: then what the first asks for may be left out, and the field stays.
    if (part.twice === 0) {
      const second = of(within.slice(within.length - half))('');
      return [...placed(type, part, of(within.slice(0, half)), fragments), second];
    }
    if (part.twice === 1) {
      const second = { ...part, fragment: (part.fragment * 3 + 1) % 7 };
      return [
        ...placed(type, part, of(within.slice(0, half)), fragments),
        ...placed(type, second, of(within), fragments),
      ];
    }
    return placed(type, part, of(within), fragments);
  });
}

/** A field as it stands, in a fragment, in two, under a condition. */
function placed(
  type: GraphQLObjectType,
  part: Part,
  textOf: (condition: string) => string,
  fragments: string[],
): readonly string[] {
  const condition = CONDITIONS[part.condition] ?? '';
  const text = textOf(part.fragment > 2 ? '' : condition);
  if (part.fragment === 3) return [`...${condition} { ${text} }`];
  if (part.fragment === 4) return [`... on ${type.name}${condition} { ${text} ${text} }`];
  if (part.fragment < 5) return [text];
  const fragment = `F${fragments.length}`;
  fragments.push(` fragment ${fragment} on ${type.name} { ${text} }`);
  return [part.fragment === 5 ? `...${fragment}${condition}` : `...${fragment} ...${fragment}${condition}`];
}
