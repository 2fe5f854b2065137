/** What is asked, what must be answered, and by which upstreams. */
import type { Respond } from '../upstream/memory.ts';

export const WORKLOAD_NAMES = ['standard', 'distinct', 'noc'] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

export interface Workload {
  readonly name: WorkloadName;
  readonly title: string;
  /** GraphQL requests as JSON, sent in turn. */
  readonly requests: readonly string[];
  /** The upstreams, by path. */
  readonly respond: Respond;
  /** The data that each request must be answered, as JSON, with marks for stamps. Worked out when it is asked for. */
  expected(): Promise<readonly string[]>;
}
