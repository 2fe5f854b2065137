/** Load by wrk: so many connections, each with one request at a time, for so long. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { LOAD_CORE, PinnedProcess } from '../measure/process.ts';

const SCRIPT = fileURLToPath(new URL('wrk.lua', import.meta.url));
/** An answer that takes longer counts as an error. */
const TIMEOUT_SECONDS = 30;

export interface Load {
  readonly url: string;
  readonly requests: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** No right answer is shorter, bytes. */
  readonly minLength: number;
  /** How many answers to read whole, about: one out of so many. */
  readonly sampleEvery: number;
  readonly folder: string;
}

export interface LoadResult {
  readonly throughput: number;
  readonly answers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly samples: readonly string[];
  /** The CPU time that wrk itself took, seconds. */
  readonly cpuSeconds: number;
}

interface Printed {
  readonly answers: number;
  readonly microseconds: number;
  readonly wrong: number;
  readonly firstWrong: string;
  readonly socketErrors: number;
  readonly p50: number;
  readonly p99: number;
}

/** @throws Error where there is no wrk. */
export function wrkVersion(): string {
  const { stdout, error } = spawnSync('wrk', ['-v'], { encoding: 'utf8' });
  const version = /^wrk (\S+)/.exec(stdout ?? '')?.[1];
  if (error || version === undefined)
    throw new Error(
      'The load comes from wrk, which is not installed: `apt-get install wrk` (Debian, Ubuntu).',
    );
  return version;
}

/** @throws Error where an answer was wrong or a connection failed. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { folder, url, connections, seconds, sampleEvery, minLength } = load;
  const requests = join(folder, 'requests.txt');
  const samples = join(folder, 'samples.txt');
  const log = join(folder, 'wrk.log');
  writeFileSync(requests, `${load.requests.join('\n')}\n`);
  writeFileSync(log, '');
  const options = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    `${TIMEOUT_SECONDS}s`,
    '-s',
    SCRIPT,
  ];
  const args = [...options, url, '--', requests, samples, String(sampleEvery), String(minLength)];
  const wrk = new PinnedProcess('wrk', LOAD_CORE, { command: 'wrk', args, cwd: folder }, log);
  let cpuSeconds = 0;
  const watching = setInterval(() => (cpuSeconds = Math.max(cpuSeconds, wrk.usage().cpuSeconds)), 200);
  try {
    const said = await wrk.says(/RESULT (\{.*\})/, (seconds + TIMEOUT_SECONDS + 10) * 1000);
    const printed = JSON.parse(said) as Printed;
    assertRight(printed);
    return {
      answers: printed.answers,
      throughput: printed.answers / (printed.microseconds / 1e6),
      p50Ms: printed.p50 / 1000,
      p99Ms: printed.p99 / 1000,
      samples: readFileSync(samples, 'utf8').split('\n').filter(Boolean),
      cpuSeconds,
    };
  } finally {
    clearInterval(watching);
    await wrk.stop();
  }
}

function assertRight({ answers, wrong, firstWrong, socketErrors }: Printed): void {
  if (wrong > 0) throw new Error(`${wrong} of ${answers} answers were wrong, the first: ${firstWrong}`);
  if (socketErrors > 0) throw new Error(`${socketErrors} connections failed or waited too long.`);
  if (answers === 0) throw new Error('Nothing was answered.');
}
