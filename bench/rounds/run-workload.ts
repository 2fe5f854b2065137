/** One workload: upstreams and contenders are started, warmed up, loaded in turn, round after round, and stopped. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from '../contenders/contender.ts';
import { LOAD_CORE, PinnedProcess } from '../measure/process.ts';
import type { Workload } from '../workloads/workload.ts';
import { Entrant, type Round } from './entrant.ts';

const UPSTREAM = fileURLToPath(new URL('../upstream/main.ts', import.meta.url));
const UPSTREAM_MS = 60_000;

export interface RunSettings {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmSeconds: number;
  readonly connections: number;
}

export interface Measured {
  readonly contender: Contender;
  readonly rounds: readonly Round[];
  readonly peakRssBytes: number;
}

/** @throws Error where a contender dies, or answers what is not right; then everything is stopped. */
export async function runWorkload(
  workload: Workload,
  contenders: readonly Contender[],
  coalesce: boolean,
  settings: RunSettings,
  tell: (line: string) => void,
): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-bench-'));
  const tidy = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidy);
  const upstream = new PinnedProcess(
    'The upstreams',
    LOAD_CORE,
    { command: process.execPath, args: [UPSTREAM, workload.name], cwd: folder },
    join(folder, 'upstream.txt'),
  );
  const entrants: Entrant[] = [];
  try {
    const upstreamUrl = await upstream.says(/Upstreams serve (\S+)/, UPSTREAM_MS);
    const expected = await workload.expected();
    for (const contender of contenders) {
      tell(`starts ${contender.title}`);
      entrants.push(
        await Entrant.start(contender, upstream, expected, { workload, upstreamUrl, folder, coalesce }),
      );
    }
    const { rounds, seconds, warmSeconds, connections } = settings;
    for (const entrant of entrants) {
      const { throughput } = await entrant.round({ connections, seconds: warmSeconds });
      tell(`warm-up: ${entrant.contender.title} ${throughput.toFixed(0)}/s`);
    }
    const measured = entrants.map(() => [] as Round[]);
    for (let round = 0; round < rounds; round += 1) {
      for (let turn = 0; turn < entrants.length; turn += 1) {
        // Nobody is always the first.
        const index = (round + turn) % entrants.length;
        const entrant = entrants[index];
        if (!entrant) continue;
        const result = await entrant.round({ connections, seconds });
        measured[index]?.push(result);
        tell(`round ${round + 1}: ${entrant.contender.title} ${lineOf(result)}`);
      }
    }
    return entrants.map(({ contender, peakRssBytes }, index) => ({
      contender,
      rounds: measured[index] ?? [],
      peakRssBytes,
    }));
  } finally {
    await Promise.all(entrants.map((entrant) => entrant.stop()));
    await upstream.stop();
    tidy();
    process.off('exit', tidy);
  }
}

function lineOf(round: Round): string {
  const { throughput, p50Ms, p99Ms, cpu, cpuMsPerAnswer, upstreamCpu, loadCpu, upstreamRequests } = round;
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  return [
    `${throughput.toFixed(0)}/s`,
    `p50 ${p50Ms.toFixed(1)} ms`,
    `p99 ${p99Ms.toFixed(1)} ms`,
    `CPU ${percent(cpu)}, ${cpuMsPerAnswer.toFixed(2)} ms an answer`,
    `upstreams ${percent(upstreamCpu)}`,
    `load ${percent(loadCpu)}`,
    `${upstreamRequests.toFixed(1)} upstream requests each`,
  ].join(', ');
}
