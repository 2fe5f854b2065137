/** A run's figures as a table, for a terminal and for markdown. */
import type { Summary } from '../measure/statistics.ts';
import type { ContenderFigures, RunFigures } from './figures.ts';
import { percent } from './doubts.ts';

export const HEADINGS = [
  'contender',
  'answers/s',
  '95 % interval',
  'p50 ms',
  'p99 ms',
  'CPU ms/answer',
  'upstream requests/answer',
  'peak memory MiB',
  'CPU',
] as const;

export function rowsOf({ contenders }: RunFigures): readonly (readonly string[])[] {
  return contenders.map(rowOf);
}

function rowOf({ title, measures, peakRssMiB }: ContenderFigures): readonly string[] {
  const { throughput, p50Ms, p99Ms, cpuMsPerAnswer, upstreamRequests, cpu } = measures;
  return [
    title,
    throughput.median.toFixed(0),
    interval(throughput),
    p50Ms.median.toFixed(1),
    p99Ms.median.toFixed(1),
    cpuMsPerAnswer.median.toFixed(2),
    upstreamRequests.median.toFixed(1),
    String(peakRssMiB),
    percent(cpu.median),
  ];
}

/** With few rounds it is not that sure, and says so. */
function interval({ low, high, confidence }: Summary): string {
  const sure = confidence < 0.95 ? ` (${percent(confidence)})` : '';
  return `${low.toFixed(0)} to ${high.toFixed(0)}${sure}`;
}

export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}

export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ');
  return [headings, ...rows].map((row) => line(row).trimEnd()).join('\n');
}
