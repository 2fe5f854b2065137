/** An adapter opened as the host opens it, for the suite: with a log that is kept and a state folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Adapter } from '#schema/ports/adapter.ts';
import { stringify } from 'yaml';
import { parseConfiguration } from '../config/parse.ts';
import type { Log } from '../log.ts';
import type { AdapterModule } from '../module.ts';
import { openSource } from '../open.ts';
import type { OptionsText, Upstream } from './fixture.ts';

export interface Opened {
  readonly adapter: Adapter;
  /** Everything that was logged, as text. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

export const SOURCE = 'suite';
/** A busy machine is slow: only who waits for silence waits for less. */
const PATIENT_MS = 20_000;

export function configurationText(
  module: AdapterModule,
  { options, limits, regions = [] }: OptionsText,
  timeoutMs = PATIENT_MS,
): string {
  const source = {
    name: SOURCE,
    adapter: module.manifest.type,
    timeoutMs,
    maxResponseBytes: 100_000,
    ...(regions.length > 0 && { regions }),
    ...limits,
    options,
  };
  return stringify({ version: 1, sources: [source] });
}

export function openForSuite(
  module: AdapterModule,
  text: OptionsText,
  graph: Upstream['graph'],
  timeoutMs?: number,
  /** Where it keeps what outlives it; without it, in a folder that goes with it. */
  keptIn?: string,
): Opened {
  const modules = new Map([[module.manifest.type, module]]);
  const configuration = parseConfiguration(configurationText(module, text, timeoutMs), {
    modules,
    env: text.env,
    configDir: process.cwd(),
  });
  const [source] = configuration.sources;
  if (!source) throw new TypeError('The sample must configure a source.');
  const lines: string[] = [];
  const stateRoot = keptIn ?? mkdtempSync(join(tmpdir(), 'tributary-suite-'));
  const adapter = openSource(source, {
    modules,
    log: keepingLog(lines),
    stateRoot,
    configDir: process.cwd(),
    graph,
  });
  return {
    adapter,
    lines,
    async close() {
      await adapter.close();
      if (keptIn === undefined) rmSync(stateRoot, { recursive: true, force: true });
    },
  };
}

function keepingLog(lines: string[]): Log {
  const keep = (details: object, message: string): void =>
    void lines.push(`${message} ${inspect(details, { depth: 8 })}`);
  return { debug: keep, info: keep, warn: keep, error: keep };
}
