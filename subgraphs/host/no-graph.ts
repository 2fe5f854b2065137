/** The graph of an adapter subgraph that was given none: nothing can be bound by it, and that is said. */
import { TributaryError } from '#schema/errors.ts';
import type { Graph } from '#schema/ports/graph.ts';

export const NO_GRAPH: Graph = {
  query: async () => {
    throw new TributaryError(
      'SOURCE_UNAVAILABLE',
      'TRIBUTARY_GRAPH must be the URL of the gateway’s /graphql where identities are to be bound, but got: nothing.',
    );
  },
};
