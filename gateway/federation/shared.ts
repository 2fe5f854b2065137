/**
 * What is known of an operation's data beside it: objects and lists that stand in several places, what was told of one entity once, for all places that asked the
 * same. They are gone through once and written once; and where only some of the places change, those get a copy.
 */
import { type GraphQLSchema, isAbstractType } from 'graphql';

export class Shared {
  readonly #schema: GraphQLSchema | undefined;
  readonly #values = new Set<unknown>();
  /** May a text in the data need an escape in JSON? */
  mayNeedEscapes = false;

  /** `schema`: where subgraphs may know objects by their interfaces. */
  constructor(schema?: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Is it the name of an interface or a union? */
  isAbstract(typeName: unknown): boolean {
    return typeof typeName === 'string' && isAbstractType(this.#schema?.getType(typeName));
  }

  /** Is there any? */
  get some(): boolean {
    return this.#values.size > 0;
  }

  has(value: unknown): boolean {
    return this.#values.has(value);
  }

  add(value: object): void {
    this.#values.add(value);
  }
}
