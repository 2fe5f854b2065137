/** Who is measured: how it is started, over which upstreams. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '../measure/process.ts';
import { shopSupergraph } from '../workloads/shop/schema.ts';
import type { Workload, WorkloadName } from '../workloads/workload.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Setting {
  readonly workload: Workload;
  readonly upstreamUrl: string;
  readonly port: number;
  /** Its own, for files that it needs. */
  readonly folder: string;
  /** Whether requests that are the same and under way at once may share an answer. */
  readonly coalesce: boolean;
}

export interface Contender {
  /** As `--only` knows it. */
  readonly id: string;
  /** As figures know it. */
  readonly key: string;
  readonly title: string;
  readonly workloads: readonly WorkloadName[];
  /** Whether it can let requests share an answer. */
  readonly coalesces: boolean;
  /** Whether it says the same whatever the upstreams say: then only that it answers is looked at. */
  readonly answersConstant: boolean;
  /** Where it answers. */
  readonly path: string;
  command(setting: Setting): Command;
}

/** A supergraph of the upstreams, in a file. */
export function supergraphFile({ upstreamUrl, folder }: Setting): string {
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, shopSupergraph(upstreamUrl));
  return path;
}

/** A script of a package.json, by npm: everybody's processes have npm's among them. */
export function npmRun(cwd: string, script: string, args: readonly string[], env = {}): Command {
  return { command: 'npm', args: ['run', '--silent', script, '--', ...args], cwd, env };
}
