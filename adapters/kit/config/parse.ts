/** The text of tributary.yaml, checked as one: either a configuration, or every fault that it has. */
import { TributaryError } from '#schema/errors.ts';
import { withConfigContext } from './context.ts';
import { type Modules, crossChecks } from './cross-checks.ts';
import { entries } from './entries.ts';
import { type Fault, faultText } from './fault.ts';
import { check } from './issues.ts';
import { type Configuration, type SourceConfiguration, configurationSchema } from './schema.ts';
import { readYaml } from './yaml-text.ts';

export interface ConfigurationSurroundings {
  /** The adapters that there are, by type. */
  readonly modules: Modules;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths in the configuration start here. */
  readonly configDir: string;
  /** What the message calls the file. */
  readonly title?: string;
  /**
   * Does this process open the source itself? The secrets of the others are not looked for: they may be out of its reach, on purpose.
   * Without it, those that have no `endpoint`.
   */
  readonly opens?: (source: { readonly name: string; readonly endpoint?: string }) => boolean;
}

/** @throws TributaryError CONFIGURATION_INVALID, whose message names every fault with its path, rule, value and remedy. */
export function parseConfiguration(text: string, surroundings: ConfigurationSurroundings): Configuration {
  const yaml = readYaml(text);
  if (!yaml.readable) throw invalid(yaml.faults, surroundings);
  const raw = yaml.value;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw invalid([notAMapping(raw)], surroundings);

  const { modules, env, configDir } = surroundings;
  const file = withConfigContext({ env, configDir, opened: true }, () => check(configurationSchema, raw, []));
  const options = entries(raw, 'sources').map(({ entry, index }) =>
    withConfigContext({ env, configDir, opened: opensIt(surroundings, entry) }, () => {
      const module = modules.get(String(entry['adapter']));
      return module && check(module.options, entry['options'] ?? {}, ['sources', index, 'options']);
    }),
  );
  const faults = [
    ...yaml.faults,
    ...(file.faults ?? []),
    ...options.flatMap((checked) => checked?.faults ?? []),
    ...crossChecks(raw, modules),
  ].map((fault) => located(fault, yaml.line(fault.path)));
  if (faults.length > 0 || !file.value) throw invalid(faults, surroundings);

  const sources = file.value.sources.map((source, i): SourceConfiguration => ({
    ...source,
    options: options[i]?.value,
  }));
  return { ...file.value, sources, configDir };
}

function opensIt(surroundings: ConfigurationSurroundings, entry: Readonly<Record<string, unknown>>): boolean {
  const { name, endpoint } = entry;
  if (!surroundings.opens) return endpoint === undefined;
  return surroundings.opens({
    name: String(name),
    ...(typeof endpoint === 'string' && { endpoint }),
  });
}

function notAMapping(raw: unknown): Fault {
  const empty = raw === null || raw === undefined;
  return {
    path: [],
    rule: 'must be a mapping',
    got: empty ? 'nothing' : Array.isArray(raw) ? 'a list' : `a ${typeof raw}`,
    remedy: 'Begin with `version: 1` and `sources:`.',
  };
}

function located(fault: Fault, line: number | undefined): Fault {
  return fault.line !== undefined || line === undefined ? fault : { ...fault, line };
}

/** The error that carries them all, in the order of the file. */
export function invalid(faults: readonly Fault[], { title }: { readonly title?: string }): TributaryError {
  const lines = faults
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map((fault) => `  - ${faultText(fault)}`);
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return new TributaryError(
    'CONFIGURATION_INVALID',
    [`${title ?? 'The configuration'} has ${count}:`, ...new Set(lines)].join('\n'),
  );
}
