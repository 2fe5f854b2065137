/** What Tributary is to reach, and whether it has. */
import type { Results } from './figures.ts';

interface Target {
  readonly workload: string;
  readonly name: string;
  readonly what: string;
  readonly sense: 'AT_LEAST' | 'AT_MOST';
  readonly bound: number;
}

const TARGETS: readonly Target[] = [
  at('AT_LEAST', 6, 'standard', 'apolloGateway', 'throughput of @apollo/gateway'),
  at('AT_LEAST', 2, 'standard', 'hiveRust', 'throughput of Hive Gateway with the Rust planner'),
  at('AT_LEAST', 5, 'distinct', 'apolloGateway', 'throughput of @apollo/gateway'),
  at('AT_LEAST', 0.7, 'noc', 'handWritten', 'throughput of the hand-written backend'),
  at('AT_MOST', 1.5, 'noc', 'handWrittenP50', 'p50 of the hand-written backend'),
  at(
    'AT_LEAST',
    0.85,
    'noc',
    'handWrittenOfConstant',
    'the hand-written backend itself: throughput of its calls alone',
  ),
];

export interface Verdict {
  readonly workload: string;
  readonly what: string;
  readonly target: string;
  /** As a person reads it. */
  readonly measured: string;
  readonly reached: boolean;
}

/** Of those that were measured. */
export function verdicts({ ratioIntervals, runs }: Pick<Results, 'ratioIntervals' | 'runs'>): Verdict[] {
  const ofRatios = TARGETS.flatMap(({ workload, name, what, sense, bound }) => {
    const ratio = ratioIntervals[workload]?.[name];
    if (!ratio) return [];
    const reached = sense === 'AT_LEAST' ? ratio.median >= bound : ratio.median <= bound;
    const target = `${sense === 'AT_LEAST' ? 'at least' : 'at most'} ${bound} ×`;
    return [{ workload, what, target, measured: times(ratio), reached }];
  });
  return [...ofRatios, ...runs.flatMap(memoryVerdict)];
}

export function times({ median, low, high }: { median: number; low: number; high: number }): string {
  return `${median.toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

const NO_PEERS = ['tributary', 'handWritten', 'constant'];

function memoryVerdict({ workload, coalesced, contenders }: Results['runs'][number]): Verdict[] {
  const own = contenders.find(({ key }) => key === 'tributary')?.peakRssMiB;
  const peers = contenders.filter(({ key }) => !NO_PEERS.includes(key)).map(({ peakRssMiB }) => peakRssMiB);
  if (own === undefined || peers.length === 0 || coalesced) return [];
  const smallest = Math.min(...peers);
  return [
    {
      workload,
      what: 'peak memory, of the smallest of its peers',
      target: `at most ${smallest} MiB`,
      measured: `${own} MiB`,
      reached: own <= smallest,
    },
  ];
}

function at(sense: Target['sense'], bound: number, workload: string, name: string, what: string): Target {
  return { workload, name, what, sense, bound };
}
