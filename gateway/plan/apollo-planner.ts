/** Plans by Apollo's query planner (Elastic License 2.0): whoever replaces it replaces this file. */
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, print } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { convertPlan } from './convert.ts';
import { plannable } from './plannable.ts';
import type { Planner, QueryPlan } from './planner.ts';

/** Planning runs on the event loop and cannot be interrupted: these bound what one operation can cost everybody. */
const MAX_EVALUATED_PLANS = 500;
const MAX_PATHS = 1000;
const MAX_CACHED_PLANS = 1000;

/** @throws Error where the supergraph is not one. */
export function createApolloPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl);
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS, pathsLimit: MAX_PATHS },
  });
  const plans = new BoundedCache<QueryPlan>(MAX_CACHED_PLANS);

  function make(document: DocumentNode, operationName: string | undefined): QueryPlan {
    const operation = operationFromDocument(apiSchema, plannable(document), {
      ...(operationName !== undefined && { operationName }),
      validate: false,
    });
    return convertPlan(planner.buildQueryPlan(operation));
  }

  return {
    plan(document, operationName) {
      const text = document.loc?.source.body ?? print(document);
      return plans.get(`${operationName ?? ''}\n${text}`, () => {
        try {
          return make(document, operationName);
        } catch (error) {
          throw tooIntricate(error) ?? error;
        }
      });
    },
  };
}

/** What the planner says where one of its bounds was reached. It has no codes for it. */
const BOUND_REACHED =
  /^(?:Too many options generated|Number of non-local selections|Exceeded maximum recursive)/;

function tooIntricate(error: unknown): TributaryError | null {
  if (!(error instanceof Error) || !BOUND_REACHED.test(error.message)) return null;
  return new TributaryError(
    'BAD_USER_INPUT',
    'An operation must be simple enough to be planned, but this one has too many paths; ask for less in one request.',
    { cause: error },
  );
}
