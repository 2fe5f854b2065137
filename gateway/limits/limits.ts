/** What one operation may ask for. Everything is bounded before it is planned, most of it before it is even parsed. */
import type { ASTNode } from 'graphql';
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import { RequestError, located } from '../input/request-error.ts';

export interface OperationLimits {
  /** Words and signs of the document; comments and white space do not count. */
  readonly maxTokens: number;
  /** Fields within fields, fragments written out. The planner reads no more than some 50 levels. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  /** Fields at the root, fragments written out. */
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  /** Operations and fragments. */
  readonly maxDefinitions: number;
  /** Fields, fragments written out: what planning costs grows with it, and a few bytes of fragments can mean millions. */
  readonly maxFields: number;
  /** Objects that may be answered, as far as `first` and the assumed lengths of lists tell. */
  readonly maxCost: number;
  /** What planning may take, milliseconds. */
  readonly planningMs: number;
}

export const DEFAULT_LIMITS: OperationLimits = {
  maxTokens: 10_000,
  maxDepth: 30,
  maxAliases: 200,
  maxRootFields: 50,
  maxDirectives: 200,
  maxDefinitions: 100,
  maxFields: 5000,
  maxCost: 500_000,
  planningMs: 150,
};

/** Ends the reading of a document that is beyond a limit. */
export function refuse(code: ErrorCode, message: string, at?: readonly ASTNode[]): never {
  throw new RequestError([located(new TributaryError(code, message), at)]);
}

export function refuseBeyond(
  code: ErrorCode,
  what: string,
  limit: number,
  value: number,
  at?: readonly ASTNode[],
): void {
  if (value > limit) refuse(code, `${what} at most ${limit}, but got: ${value}.`, at);
}
