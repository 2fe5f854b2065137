/** Which types of a supergraph stand for which: what plans name may be an interface, or a type of one subgraph alone. */
import { type GraphQLSchema, isAbstractType } from 'graphql';

export type TypeTest = (typeName: unknown) => boolean;

/** What a plan needs to know of a schema: which types are of those that it names. It holds on to nothing of the schema. */
export class PlannedTypes {
  /** The same for schemas that are the same in this. */
  readonly text: string;
  readonly #members: ReadonlyMap<string, ReadonlySet<unknown>>;

  /** `names`: all types that the plan names. */
  constructor(schema: GraphQLSchema, names: Iterable<string>) {
    const members = [...new Set(names)].toSorted().map((name) => [name, membersOf(schema, name)] as const);
    this.#members = new Map(members.map(([name, types]) => [name, new Set(types)]));
    this.text = JSON.stringify(members);
  }

  /** Is an object that says `typeName` one of `condition`? */
  isOfType(typeName: unknown, condition: string): boolean {
    return typeName === condition || this.#members.get(condition)?.has(typeName) === true;
  }

  /** Is an object one of these types? Where no type name was asked for, the condition is one that always holds. */
  test(types: readonly string[]): TypeTest {
    const names = new Set(types.flatMap((type) => [type, ...(this.#members.get(type) ?? [])]));
    return (typeName) => typeName === undefined || names.has(typeName);
  }
}

/** Of an abstract type, the object types that it may be. */
function membersOf(schema: GraphQLSchema, name: string): readonly string[] {
  const type = schema.getType(name);
  return isAbstractType(type) ? schema.getPossibleTypes(type).map((possible) => possible.name) : [];
}
