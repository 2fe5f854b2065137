/** Every workload that was asked for, and again with requests sharing answers where somebody can do that. */
import type { Contender } from '../contenders/contender.ts';
import { GATEWAY_CORE, LOAD_CORE } from '../measure/process.ts';
import { type Results, type RunFigures, contenderFigures } from '../report/figures.ts';
import { medians, ratiosOf } from '../report/ratios.ts';
import type { CommandLine } from '../settings/command-line.ts';
import { machine, versions } from '../settings/machine.ts';
import { WORKLOADS } from '../workloads/all.ts';
import type { WorkloadName } from '../workloads/workload.ts';
import { runWorkload } from './run-workload.ts';

/** In which everybody asks the same: elsewhere there is nothing to share. */
const SHARED: readonly WorkloadName[] = ['standard'];

/** `show` is given each run when it is done. */
export async function runAll(
  commandLine: CommandLine,
  tell: (line: string) => void,
  show: (run: RunFigures) => void,
): Promise<Results> {
  const { workloads, contenders, json: _, ...wanted } = commandLine;
  const { rounds, seconds, warmSeconds, connections } = wanted;
  const settings = {
    rounds,
    seconds,
    warmSeconds,
    connections,
    gatewayCore: GATEWAY_CORE,
    loadCore: LOAD_CORE,
  };
  const runs: RunFigures[] = [];

  async function run(name: WorkloadName, coalesced: boolean, who: readonly Contender[]): Promise<void> {
    if (who.length === 0) return;
    const workload = WORKLOADS[name]();
    tell(`\n${name}: ${coalesced ? 'requests may share answers' : workload.title}`);
    const measured = await runWorkload(workload, who, coalesced, settings, tell);
    const answers = await workload.expected();
    const bytes = answers.reduce((sum, answer) => sum + Buffer.byteLength(answer), 0);
    const figures: RunFigures = {
      workload: name,
      title: workload.title,
      coalesced,
      answerBytes: Math.round(bytes / answers.length),
      contenders: measured.map(contenderFigures),
    };
    runs.push(figures);
    show(figures);
  }

  for (const name of workloads) {
    const who = contenders.filter((contender) => contender.workloads.includes(name));
    await run(name, false, who);
    if (!SHARED.includes(name)) continue;
    await run(
      name,
      true,
      who.filter((contender) => contender.coalesces),
    );
  }
  const ratioIntervals = ratiosOf(runs);
  return {
    measuredAt: new Date().toISOString(),
    machine: machine(),
    versions: versions(),
    settings,
    runs,
    ratios: medians(ratioIntervals),
    ratioIntervals,
  };
}
