import { expect, test } from '@jest/globals';
import { readCommandLine } from './command-line.ts';

test('without anything everything is run', () => {
  const { workloads, contenders, ...rest } = readCommandLine([]);
  expect(workloads).toEqual(['standard', 'distinct', 'noc']);
  expect(contenders.map(({ id }) => id)).toEqual([
    'tributary',
    'apollo',
    'hive',
    'hive-rust',
    'hand-written',
    'constant',
  ]);
  expect(rest).toEqual({ rounds: 7, seconds: 8, warmSeconds: 8, connections: 50, json: undefined });
});

test('a part can be named', () => {
  const read = readCommandLine([
    '--workload',
    'noc,standard',
    '--only',
    'apollo, tributary',
    '--rounds',
    '2',
  ]);
  expect(read.workloads).toEqual(['standard', 'noc']);
  expect(read.contenders.map(({ id }) => id)).toEqual(['tributary', 'apollo']);
  expect(read.rounds).toBe(2);
});

test.each([
  [
    ['--workload', 'nok'],
    '--workload must be of standard, distinct, noc, separated by commas, but got: nok.',
  ],
  [['--only', 'tributary,appolo'], 'but got: tributary,appolo.'],
  [['--rounds', '0'], '--rounds must be a whole number between 1 and 100, but got: 0.'],
  [['--seconds', '1.5'], '--seconds must be a whole number between 1 and 600, but got: 1.5.'],
  [['--round', '3'], "Unknown option '--round'"],
])('%j is refused', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(message);
});
