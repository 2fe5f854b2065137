/** Who is how much faster: taken round by round, so that what befalls the machine hits both, and then the median. */
import { type Summary, summarise } from '../measure/statistics.ts';
import type { ContenderFigures, Measure, RunFigures } from './figures.ts';

export type Ratios = Readonly<Record<string, Readonly<Record<string, Summary>>>>;

/** A ratio: one contender's measure over another's, in one workload. */
export interface Ratio {
  readonly workload: string;
  readonly name: string;
  readonly of: string;
  readonly over: string;
  readonly measure: Measure;
}

const throughput = (workload: string, name: string, of = 'tributary', over = name): Ratio => ({
  workload,
  name,
  of,
  over,
  measure: 'throughput',
});

export const RATIOS: readonly Ratio[] = [
  ...['standard', 'distinct'].flatMap((workload) =>
    ['apolloGateway', 'hiveRust', 'hive'].map((peer) => throughput(workload, peer)),
  ),
  throughput('noc', 'handWritten'),
  { workload: 'noc', name: 'handWrittenP50', of: 'tributary', over: 'handWritten', measure: 'p50Ms' },
  throughput('noc', 'handWrittenOfConstant', 'handWritten', 'constant'),
];

/** Of those that were measured; requests that share answers are not in it. */
export function ratiosOf(runs: readonly RunFigures[]): Ratios {
  const ratios: Record<string, Record<string, Summary>> = {};
  for (const { workload, name, of, over, measure } of RATIOS) {
    const run = runs.find((one) => one.workload === workload && !one.coalesced);
    const above = run?.contenders.find(({ key }) => key === of);
    const below = run?.contenders.find(({ key }) => key === over);
    if (above && below) (ratios[workload] ??= {})[name] = ratioOf(above, below, measure);
  }
  return ratios;
}

/** Just the medians. */
export function medians(ratios: Ratios): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(ratios).map(([workload, named]) => [
      workload,
      Object.fromEntries(Object.entries(named).map(([name, { median }]) => [name, median])),
    ]),
  );
}

function ratioOf(above: ContenderFigures, below: ContenderFigures, measure: Measure): Summary {
  const { values } = above.measures[measure];
  const others = below.measures[measure].values;
  return summarise(values.map((value, round) => value / (others[round] ?? NaN)));
}
