/** The figures of a run, as `--json` writes them and docs/performance.md shows them. */
import type { Measured, RunSettings } from '../rounds/run-workload.ts';
import type { Round } from '../rounds/entrant.ts';
import { type Summary, summarise } from '../measure/statistics.ts';
import type { Machine } from '../settings/machine.ts';
import type { WorkloadName } from '../workloads/workload.ts';
import type { Ratios } from './ratios.ts';

export interface Results {
  /** RFC 3339. */
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly settings: RunSettings & { readonly gatewayCore: number; readonly loadCore: number };
  readonly runs: readonly RunFigures[];
  /** Medians of what each round says, requests that share no answer. By workload and whom Tributary is beside. */
  readonly ratios: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The same with their intervals. */
  readonly ratioIntervals: Ratios;
}

/** One workload, with requests sharing answers or not. */
export interface RunFigures {
  readonly workload: WorkloadName;
  readonly title: string;
  readonly coalesced: boolean;
  /** Bytes of one answer's data, on average. */
  readonly answerBytes: number;
  readonly contenders: readonly ContenderFigures[];
}

export type Measure = keyof Round;

export interface ContenderFigures {
  readonly key: string;
  readonly title: string;
  readonly measures: Readonly<Record<Measure, Summary>>;
  readonly peakRssMiB: number;
}

const MIB = 1024 ** 2;

export function contenderFigures({ contender, rounds, peakRssBytes }: Measured): ContenderFigures {
  const over = (measure: Measure): Summary => summarise(rounds.map((round) => round[measure]));
  return {
    key: contender.key,
    title: contender.title,
    measures: {
      throughput: over('throughput'),
      p50Ms: over('p50Ms'),
      p99Ms: over('p99Ms'),
      cpu: over('cpu'),
      cpuMsPerAnswer: over('cpuMsPerAnswer'),
      upstreamCpu: over('upstreamCpu'),
      loadCpu: over('loadCpu'),
      upstreamRequests: over('upstreamRequests'),
    },
    peakRssMiB: Math.round(peakRssBytes / MIB),
  };
}
