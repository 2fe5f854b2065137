/** The graph as a member sees it: what identity binding asks. In the gateway's process a call, elsewhere HTTP. */
import type { Call } from './call.ts';

export interface Graph {
  /**
   * Runs a query on the whole graph and gives its `data`; fields that could not be told are null.
   * @throws TributaryError SOURCE_UNAVAILABLE or SOURCE_TIMEOUT, where the gateway cannot be asked.
   */
  query(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    call: Call,
  ): Promise<Readonly<Record<string, unknown>>>;
}
