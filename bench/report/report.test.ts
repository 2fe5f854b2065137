import { describe, expect, test } from '@jest/globals';
import type { Contender } from '../contenders/contender.ts';
import { CONTENDERS } from '../contenders/all.ts';
import type { Round } from '../rounds/entrant.ts';
import { doubtsAbout } from './doubts.ts';
import { type Results, type RunFigures, contenderFigures } from './figures.ts';
import { performancePage } from './page.ts';
import { medians, ratiosOf } from './ratios.ts';
import { verdicts } from './targets.ts';

const contender = (key: string): Contender => {
  const found = CONTENDERS.find((one) => one.key === key);
  if (!found) throw new Error(`There must be a contender ${key}.`);
  return found;
};

const round = (throughput: number, more: Partial<Round> = {}): Round => ({
  throughput,
  p50Ms: 50_000 / throughput,
  p99Ms: 100_000 / throughput,
  cpu: 0.99,
  cpuMsPerAnswer: 1000 / throughput,
  upstreamCpu: 0.3,
  loadCpu: 0.1,
  upstreamRequests: 7,
  ...more,
});

function run(
  workload: RunFigures['workload'],
  coalesced: boolean,
  of: Record<string, [number[], number]>,
): RunFigures {
  return {
    workload,
    title: `the ${workload} one`,
    coalesced,
    answerBytes: 89_000,
    contenders: Object.entries(of).map(([key, [throughputs, mib]]) =>
      contenderFigures({
        contender: contender(key),
        rounds: throughputs.map((throughput) => round(throughput)),
        peakRssBytes: mib * 1024 ** 2,
      }),
    ),
  };
}

const runs = [
  run('standard', false, {
    tributary: [[600, 660, 700], 300],
    apolloGateway: [[100, 110, 100], 400],
    hive: [[100, 100, 100], 800],
    hiveRust: [[350, 340, 360], 600],
  }),
  run('standard', true, { tributary: [[900, 900, 900], 300], hiveRust: [[9000, 9000, 9000], 600] }),
  run('noc', false, {
    tributary: [[80, 80, 80], 300],
    handWritten: [[100, 100, 100], 120],
    constant: [[110, 110, 110], 100],
  }),
];
const ratioIntervals = ratiosOf(runs);

const results: Results = {
  measuredAt: '2026-03-01T10:00:00.000Z',
  machine: { cpu: 'A Processor', cores: 2, memoryGiB: 8, system: 'Linux 6.1' },
  versions: { node: 'v24.0.0', '@apollo/gateway': '2.0.0' },
  settings: { rounds: 3, seconds: 1, warmSeconds: 1, connections: 50, gatewayCore: 0, loadCore: 1 },
  runs,
  ratios: medians(ratioIntervals),
  ratioIntervals,
};

test('ratios are taken round by round, where nothing is shared', () => {
  expect(results.ratios).toEqual({
    standard: { apolloGateway: 6, hive: 6.6, hiveRust: 660 / 340 },
    noc: { handWritten: 0.8, handWrittenP50: 1.25, handWrittenOfConstant: 100 / 110 },
  });
  expect(ratioIntervals['standard']?.['apolloGateway']).toMatchObject({ low: 6, high: 7, confidence: 0.75 });
});

test('what was not measured has no ratio', () => {
  expect(ratiosOf([run('distinct', false, { tributary: [[1], 1], hive: [[2], 1] })])).toEqual({
    distinct: { hive: expect.objectContaining({ median: 0.5 }) },
  });
});

test('each target is reached or not', () => {
  expect(verdicts(results).map(({ workload, what, reached }) => [workload, what, reached])).toEqual([
    ['standard', 'throughput of @apollo/gateway', true],
    ['standard', 'throughput of Hive Gateway with the Rust planner', false],
    ['noc', 'throughput of the hand-written backend', true],
    ['noc', 'p50 of the hand-written backend', true],
    ['noc', 'the hand-written backend itself: throughput of its calls alone', true],
    ['standard', 'peak memory, of the smallest of its peers', true],
  ]);
});

describe('doubts', () => {
  const with_ = (more: Partial<Round>): RunFigures => ({
    ...run('noc', false, {}),
    contenders: [
      contenderFigures({ contender: contender('tributary'), rounds: [round(10, more)], peakRssBytes: 1 }),
    ],
  });

  test('are none where the contender was busy and the load was not', () => {
    expect(doubtsAbout(with_({}))).toEqual([]);
  });

  test('are said where something else was the bottleneck', () => {
    expect(doubtsAbout(with_({ cpu: 0.5, upstreamCpu: 0.8, loadCpu: 0.2 }))).toEqual([
      'noc: Tributary had only 50 % of its core, so something else held it up.',
      'noc: load and upstreams took 100 % of theirs when Tributary was asked.',
    ]);
  });
});

describe('the page', () => {
  test('says how it is made where no run is kept', () => {
    expect(performancePage(null)).toContain('npm run bench -- --json bench/results.json');
  });

  test('shows every figure, with where and how it was measured', () => {
    const page = performancePage(results);
    for (const part of [
      '| standard | throughput of @apollo/gateway | 6.00 × (6.00 to 7.00) | at least 6 × | yes |',
      '| standard | throughput of Hive Gateway with the Rust planner | 1.94 × (1.71 to 1.94) | at least 2 × | **no** |',
      '| Tributary | 660 | 600 to 700 (75 %) | 75.8 | 151.5 | 1.52 | 7.0 | 300 | 99 % |',
      '## standard, requests sharing answers',
      'bar [660, 100, 100, 350]',
      '| node | v24.0.0 |',
      'A Processor, 2 cores, 8 GiB, Linux 6.1; 2026-03-01.',
    ])
      expect(page).toContain(part);
  });
});
