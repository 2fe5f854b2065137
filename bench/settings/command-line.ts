/** What `npm run bench` may be told behind `--`. */
import { parseArgs } from 'node:util';
import { CONTENDERS } from '../contenders/all.ts';
import type { Contender } from '../contenders/contender.ts';
import { WORKLOAD_NAMES, type WorkloadName } from '../workloads/workload.ts';

export interface CommandLine {
  readonly workloads: readonly WorkloadName[];
  readonly contenders: readonly Contender[];
  readonly rounds: number;
  readonly seconds: number;
  readonly warmSeconds: number;
  readonly connections: number;
  /** A file for the figures; undefined: they are printed only. */
  readonly json: string | undefined;
}

const OPTIONS = {
  workload: { type: 'string' },
  only: { type: 'string' },
  rounds: { type: 'string', default: '7' },
  seconds: { type: 'string', default: '8' },
  'warm-seconds': { type: 'string', default: '8' },
  connections: { type: 'string', default: '50' },
  json: { type: 'string' },
} as const;

/** @throws Error that says what may be given. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const wanted = listed('--workload', values.workload, WORKLOAD_NAMES);
  const ids = CONTENDERS.map(({ id }) => id);
  const only = listed('--only', values.only, ids);
  return {
    workloads: WORKLOAD_NAMES.filter((name) => wanted.includes(name)),
    contenders: CONTENDERS.filter(({ id }) => only.includes(id)),
    rounds: counted('--rounds', values.rounds, 100),
    seconds: counted('--seconds', values.seconds, 600),
    warmSeconds: counted('--warm-seconds', values['warm-seconds'], 600),
    connections: counted('--connections', values.connections, 1000),
    json: values.json,
  };
}

function listed<T extends string>(
  option: string,
  given: string | undefined,
  known: readonly T[],
): readonly T[] {
  if (given === undefined) return known;
  const names = given.split(',').map((name) => name.trim());
  const found = known.filter((one) => names.includes(one));
  if (found.length < names.length)
    throw new Error(`${option} must be of ${known.join(', ')}, separated by commas, but got: ${given}.`);
  return found;
}

function counted(option: string, given: string, max: number): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new Error(`${option} must be a whole number between 1 and ${max}, but got: ${given}.`);
  return value;
}
