/** What speaks against a run's figures. */
import type { RunFigures } from './figures.ts';

/** Below that the contender was not what held things up. */
const MIN_CPU = 0.9;
/** Above that the load and the upstreams may have been. */
const MAX_LOAD_CORE = 0.9;

export function doubtsAbout({ workload, coalesced, contenders }: RunFigures): string[] {
  const where = coalesced ? `${workload}, requests sharing answers` : workload;
  return contenders.flatMap(({ title, measures }) => {
    const cpu = measures.cpu.median;
    const load = measures.upstreamCpu.median + measures.loadCpu.median;
    const said: string[] = [];
    if (cpu < MIN_CPU)
      said.push(`${where}: ${title} had only ${percent(cpu)} of its core, so something else held it up.`);
    if (load > MAX_LOAD_CORE)
      said.push(`${where}: load and upstreams took ${percent(load)} of theirs when ${title} was asked.`);
    return said;
  });
}

export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
