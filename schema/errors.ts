/**
 * Every error code that a client, an operator or an integrator can meet. `docs/errors.md` is generated from this table.
 * retryable: the same request may succeed later without being changed.
 */
export const ERRORS = {
  GRAPHQL_PARSE_FAILED: {
    retryable: false,
    meaning: 'The request is not GraphQL.',
    remedy: 'Correct the document at the place that the message names.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    retryable: false,
    meaning: 'The request does not fit the schema.',
    remedy: 'Compare with the schema in GraphiQL; the message names the field.',
  },
  BAD_USER_INPUT: {
    retryable: false,
    meaning:
      'An argument breaks a rule of the contract, such as a page size below 1 or an empty filter list.',
    remedy: 'The message states the rule and shows the value.',
  },
  INVALID_ID: {
    retryable: false,
    meaning: 'An id is not of the form <source>/<token>.',
    remedy: 'Use ids as the graph gave them; never build one.',
  },
  UNKNOWN_SOURCE: {
    retryable: false,
    meaning: 'An id or filter names a source that is not configured.',
    remedy: 'Check the id; `faultSources` and `extensions.sources` name what there is.',
  },
  INVALID_CURSOR: {
    retryable: false,
    meaning: 'A cursor was not made by this graph, or was made in another order.',
    remedy: 'Start the list again without `after`.',
  },
  INCOMPLETE: {
    retryable: true,
    meaning: 'The client asked for everything (Tributary-Require-Complete) and a member was missing.',
    remedy: 'Ask again later, or without the header to get what is there.',
  },
  SOURCE_UNAVAILABLE: {
    retryable: true,
    meaning: 'A source could not be reached or refused the connection.',
    remedy: 'Check the source and the network between; the rest of the graph answers.',
  },
  SOURCE_TIMEOUT: {
    retryable: true,
    meaning: 'A source did not answer in time.',
    remedy: 'Check the load on the source; raise `timeoutMs` only if it is slow by nature.',
  },
  SOURCE_AUTH_FAILED: {
    retryable: false,
    meaning: 'A source refused our credentials.',
    remedy: 'Renew the secret that the configuration names for it.',
  },
  SOURCE_FORBIDDEN: {
    retryable: false,
    meaning: 'A source knows us but does not let us do this.',
    remedy: 'Give the account in the source the right that the message names.',
  },
  SOURCE_RATE_LIMITED: {
    retryable: true,
    meaning: 'A source asks us to slow down.',
    remedy: 'Wait as long as it says; lower `concurrency` of the source.',
  },
  SOURCE_BAD_RESPONSE: {
    retryable: true,
    meaning:
      'A source answered something that its own interface does not allow: HTML, a cut-off text, an unknown shape.',
    remedy: 'Look for a proxy or a login page in front of it; the message shows how the answer begins.',
  },
  SOURCE_RESPONSE_TOO_LARGE: {
    retryable: false,
    meaning: 'An answer of a source is larger than its limit.',
    remedy: 'Ask for less, or raise `maxResponseBytes` of the source.',
  },
  SOURCE_UNSUPPORTED_VERSION: {
    retryable: false,
    meaning: 'A source runs a version that its adapter does not know.',
    remedy: 'See docs/adapters.md for the versions; upgrade the source or Tributary.',
  },
  SOURCE_REFUSED: {
    retryable: false,
    meaning: 'A source understood the request and said no.',
    remedy: 'The message is the source’s own.',
  },
  NOT_SYNCHRONISED: {
    retryable: true,
    meaning: 'The first synchronisation with a source is not done: what it holds is unknown.',
    remedy: 'Ask again in a few seconds; `faultSources.syncState` tells.',
  },
  NOT_SUPPORTED_BY_SOURCE: {
    retryable: false,
    meaning: 'The source has no such function.',
    remedy: 'See the capabilities in docs/adapters.md.',
  },
  CONFIGURATION_INVALID: {
    retryable: false,
    meaning: 'The configuration has faults; nothing was started.',
    remedy: 'The message names every fault with its path and remedy.',
  },
  DEADLINE_EXCEEDED: {
    retryable: true,
    meaning: 'The operation ran out of time.',
    remedy: 'Ask for less, or allow more with Tributary-Deadline-Ms.',
  },
  REQUEST_TOO_LARGE: {
    retryable: false,
    meaning: 'The request is larger than the gateway accepts.',
    remedy: 'Send the values as fewer ids, or in several requests.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    retryable: true,
    meaning: 'A document was named by its hash alone, and the gateway does not know it.',
    remedy: 'Send the document with its hash once; clients with automatic persisted queries do.',
  },
  DOCUMENT_NOT_TRUSTED: {
    retryable: false,
    meaning:
      'Only the documents of a manifest are admitted (`gateway.trustedDocuments`), and this is none of them.',
    remedy: 'Add the document to the manifest and start the gateway again.',
  },
  CROSS_SITE: {
    retryable: false,
    meaning: 'A browser asked by GET for a page of another site.',
    remedy: 'Ask by POST with a body of JSON, from a page of the same origin or from a server.',
  },
  TOO_MANY_TOKENS: {
    retryable: false,
    meaning: 'The document has more words and signs than the gateway reads.',
    remedy: 'Ask in several requests, or raise `gateway.limits.maxTokens`.',
  },
  TOO_DEEP: {
    retryable: false,
    meaning: 'The operation has more levels of fields within fields than the gateway allows.',
    remedy: 'Ask for what lies deeper by its id, or raise `gateway.limits.maxDepth`.',
  },
  TOO_MANY_ALIASES: {
    retryable: false,
    meaning: 'The document has more aliases than the gateway allows.',
    remedy: 'Ask for many records by a list or a filter, or raise `gateway.limits.maxAliases`.',
  },
  TOO_MANY_ROOT_FIELDS: {
    retryable: false,
    meaning: 'The operation has more fields at its root than the gateway allows.',
    remedy: 'Ask in several requests, or raise `gateway.limits.maxRootFields`.',
  },
  TOO_MANY_DIRECTIVES: {
    retryable: false,
    meaning: 'The document has more directives than the gateway allows.',
    remedy: 'Put conditions on fragments instead of on each field, or raise `gateway.limits.maxDirectives`.',
  },
  TOO_MANY_DEFINITIONS: {
    retryable: false,
    meaning: 'The document has more operations and fragments than the gateway allows.',
    remedy:
      'Send with an operation only the fragments that it uses, or raise `gateway.limits.maxDefinitions`.',
  },
  TOO_MANY_FIELDS: {
    retryable: false,
    meaning: 'The operation selects more fields, with its fragments written out, than the gateway allows.',
    remedy: 'Ask in several requests, or raise `gateway.limits.maxFields`.',
  },
  TOO_COSTLY: {
    retryable: false,
    meaning: 'The operation could bring more objects than the gateway allows.',
    remedy: 'Ask for smaller pages (`first`) of what lies within lists, or raise `gateway.limits.maxCost`.',
  },
  TOO_HARD_TO_PLAN: {
    retryable: false,
    meaning: 'The operation could not be planned in time.',
    remedy: 'Ask for less in one request, or raise `gateway.limits.planningMs`.',
  },
  OVERLOADED: {
    retryable: true,
    meaning: 'Too many operations that the gateway does not know yet wait to be planned.',
    remedy: 'Ask again in a moment.',
  },
  INTERNAL_ERROR: {
    retryable: true,
    meaning: 'A fault in Tributary itself.',
    remedy: 'The log has it under the request’s id; please report it.',
  },
} as const satisfies Record<string, { retryable: boolean; meaning: string; remedy: string }>;

export type ErrorCode = keyof typeof ERRORS;

export interface ErrorDetails {
  readonly cause?: unknown;
  /** The source concerned. */
  readonly source?: string;
  /** When the source asked to be left alone for a while. */
  readonly retryAfterMs?: number;
  /** True where the request may have been carried out although no answer came. */
  readonly outcomeUnknown?: boolean;
  /** Overrides the table where a case differs. */
  readonly retryable?: boolean;
}

/** The one error class that crosses a room's wall. */
export class TributaryError extends Error {
  override readonly name = 'TributaryError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly source: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly outcomeUnknown: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? ERRORS[code].retryable;
    this.source = details.source;
    this.retryAfterMs = details.retryAfterMs;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }

  /** What a client sees of it, in `errors[].extensions`. */
  get extensions(): Record<string, unknown> {
    return {
      code: this.code,
      retryable: this.retryable,
      ...(this.source !== undefined && { source: this.source }),
    };
  }
}

/** Is this one of the codes of the table? */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERRORS, code);
}
