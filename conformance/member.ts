/** The member that is held against the contract: asks it in GraphQL, within a budget, and remembers the errors that it gave. */
import type { Wire, WireAnswer, WireRequest } from './wire.ts';

export interface AnswerError {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface GraphQLRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly request: GraphQLRequest;
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly AnswerError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface Budget {
  readonly requests: number;
  readonly ms: number;
  /** One request may take this long. */
  readonly requestMs: number;
}

/** No answer, or none that is GraphQL over HTTP. */
export class NoAnswer extends Error {
  readonly request: GraphQLRequest;

  constructor(message: string, request: GraphQLRequest) {
    super(message);
    this.request = request;
  }
}

/** What may be asked has been asked. */
export class BudgetSpent extends Error {}

export class Member {
  readonly #wire: Wire;
  readonly #budget: Budget;
  readonly #until: number;
  readonly errors: { readonly error: AnswerError; readonly answer: Answer }[] = [];
  requests = 0;

  constructor(wire: Wire, budget: Budget) {
    this.#wire = wire;
    this.#budget = budget;
    this.#until = performance.now() + budget.ms;
  }

  /** @throws NoAnswer, BudgetSpent */
  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const request = { query: query.replaceAll(/\s+/g, ' ').trim(), variables };
    let wire: WireAnswer;
    try {
      wire = await this.send({
        method: 'POST',
        contentType: 'application/json',
        body: JSON.stringify(request),
      });
    } catch (error) {
      if (error instanceof BudgetSpent) throw error;
      throw new NoAnswer(`The member must answer, but got: ${reason(error)}.`, request);
    }
    const answer = { request, status: wire.status, ...readBody(wire, request) };
    for (const error of answer.errors) this.errors.push({ error, answer });
    return answer;
  }

  /** Any HTTP request. @throws BudgetSpent, and what the wire throws */
  async send(request: WireRequest): Promise<WireAnswer> {
    if (this.requests >= this.#budget.requests)
      throw new BudgetSpent(`the ${this.#budget.requests} requests of this run are spent`);
    const left = this.#until - performance.now();
    if (left <= 0) throw new BudgetSpent(`the ${this.#budget.ms / 1000} s of this run are spent`);
    this.requests++;
    return this.#wire(request, AbortSignal.timeout(Math.min(this.#budget.requestMs, Math.ceil(left))));
  }
}

type Body = Pick<Answer, 'data' | 'errors' | 'extensions'>;

function readBody({ status, contentType, text }: WireAnswer, request: GraphQLRequest): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (!isRecord(value) || !('data' in value || 'errors' in value)) {
    const got = `status ${status}, ${contentType || 'no content type'}, ${JSON.stringify(text.slice(0, 60))}`;
    throw new NoAnswer(
      `The member must answer with a JSON object that has data or errors, but got: ${got}.`,
      request,
    );
  }
  return {
    data: recordOrNull(value['data']),
    errors: Array.isArray(value['errors']) ? value['errors'].map(readError) : [],
    extensions: recordOrNull(value['extensions']) ?? {},
  };
}

function readError(error: unknown): AnswerError {
  const { message, path, extensions } = recordOrNull(error) ?? {};
  return {
    message: typeof message === 'string' ? message : JSON.stringify(error),
    path: Array.isArray(path) ? (path as (string | number)[]) : [],
    extensions: recordOrNull(extensions) ?? {},
  };
}

function reason(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' ? code : String(message ?? error);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordOrNull(value: unknown): Readonly<Record<string, unknown>> | null {
  return isRecord(value) ? value : null;
}
