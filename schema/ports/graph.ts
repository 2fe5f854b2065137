/** The graph as a member sees it: what identity binding asks. In the gateway's process a call, elsewhere HTTP. */
import type { Call } from './call.ts';

export interface Graph {
  /**
   * Runs a query on the whole graph and gives its `data`; fields that could not be told are null.
   * @throws TributaryError SOURCE_UNAVAILABLE or SOURCE_TIMEOUT, where the gateway cannot be asked; UNKNOWN_SOURCE with the source, where
   * an id or a filter names one that it does not have.
   */
  query(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    call: Call,
  ): Promise<Readonly<Record<string, unknown>>>;
  /**
   * What sources tell of the places of their own resources: a text that is the same as long as none of them has changed. A source
   * that is missing, or null, cannot tell. Never rejects but for an abort.
   */
  placesMarks?(call: Call): Promise<ReadonlyMap<string, string | null>>;
}
