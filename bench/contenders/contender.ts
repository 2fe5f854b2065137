/** Who is measured: how it is started, over which upstreams. */
import type { Command } from '../measure/process.ts';
import type { Workload } from '../workloads/workload.ts';

export interface Setting {
  readonly workload: Workload;
  readonly upstreamUrl: string;
  readonly port: number;
  /** Its own, for files that it needs. */
  readonly folder: string;
  /** Whether requests that are the same and under way at once may share an answer. */
  readonly coalesce: boolean;
}

export interface Contender {
  /** As `--only` knows it. */
  readonly id: string;
  /** As figures know it. */
  readonly key: string;
  readonly title: string;
  /** Whether it can let requests share an answer. */
  readonly coalesces: boolean;
  /** Where it answers. */
  readonly path: string;
  command(setting: Setting): Command;
}
