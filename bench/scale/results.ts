/** The figures of a run, as `--json` writes them and docs/scale.md shows them. */
import type { Machine } from '../settings/machine.ts';
import type { ScaleRun } from './run.ts';

export interface ScaleResults {
  /** RFC 3339. */
  readonly at: string;
  /** The version of Node. */
  readonly node: string;
  readonly machine: Machine;
  readonly small: ScaleRun;
  readonly large: ScaleRun;
}
