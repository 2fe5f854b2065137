/** The answer to an operation: JSON as it goes out, and what the log and callers in this process want of it. */
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import type { ExecutionOutcome } from './execute/execute.ts';
import { located } from './input/request-error.ts';

/** 200: executed. 400: not executed, the request is wrong. 405: a mutation where none may be. 500: our fault. */
export type AnswerStatus = 200 | 400 | 405 | 500;

export class OperationAnswer {
  readonly status: AnswerStatus;
  /** As JSON. */
  readonly text: string;
  readonly errors: readonly GraphQLFormattedError[];

  private constructor(status: AnswerStatus, text: string, errors: readonly GraphQLFormattedError[]) {
    this.status = status;
    this.text = text;
    this.errors = errors;
  }

  /** What the text says. */
  get result(): FormattedExecutionResult {
    return JSON.parse(this.text) as FormattedExecutionResult;
  }

  static refused(status: AnswerStatus, errors: readonly GraphQLFormattedError[]): OperationAnswer {
    return new OperationAnswer(status, `{"errors":${JSON.stringify(errors)}}`, errors);
  }

  static of({
    data,
    errors,
    sources,
  }: Pick<ExecutionOutcome, 'data' | 'errors' | 'sources'>): OperationAnswer {
    let text = `{"data":${data}`;
    if (errors.length > 0) text += `,"errors":${JSON.stringify(errors)}`;
    if (sources.length > 0) text += `,"extensions":{"sources":${JSON.stringify(sources)}}`;
    return new OperationAnswer(200, `${text}}`, errors);
  }

  /** An error in place of what is not complete. */
  static completeOrNothing(outcome: ExecutionOutcome): OperationAnswer {
    if (outcome.complete) return OperationAnswer.of(outcome);
    const missing = outcome.sources.filter(
      ({ status, stale, complete }) => status !== 'OK' || stale || !complete,
    );
    const names = [...new Set(missing.map(({ source }) => source))];
    const who = names.length > 0 ? `: ${names.map((name) => `\`${name}\``).join(', ')}` : '';
    const error = new TributaryError(
      'INCOMPLETE',
      `The answer must be complete, as the request asks, but a part of it is missing or not fresh${who}.`,
    );
    const formatted = located(error);
    const incomplete = { ...formatted, extensions: { ...formatted.extensions, sources: names } };
    return OperationAnswer.of({ ...outcome, data: 'null', errors: [incomplete, ...outcome.errors] });
  }
}
