/** Request texts as parsed and validated documents. The gateway sends the same few texts again and again. */
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { coded } from '../resolve/errors.ts';
import { LeastRecent } from '#adapters/kit/least-recent.ts';

export type Prepared = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

const CACHED = 500;
/** Longer texts are written by hand or by nobody we want to remember. */
const MAX_CACHED_LENGTH = 65_536;
const MAX_TOKENS = 50_000;

export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #prepared = new LeastRecent<Prepared>(CACHED);

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The document of a text, or why there is none: GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED. */
  prepare(query: string): Prepared {
    const known = this.#prepared.get(query);
    if (known) return known;
    const prepared = this.#read(query);
    if (query.length <= MAX_CACHED_LENGTH) this.#prepared.set(query, prepared);
    return prepared;
  }

  #read(query: string): Prepared {
    try {
      const document = parse(query, { maxTokens: MAX_TOKENS });
      const faults = validate(this.#schema, document);
      if (faults.length === 0) return { document };
      return { errors: faults.map((fault) => refused(fault, 'GRAPHQL_VALIDATION_FAILED')) };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { errors: [refused(error, 'GRAPHQL_PARSE_FAILED')] };
    }
  }
}

function refused(
  error: GraphQLError,
  code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED',
): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: coded(code),
  });
}
