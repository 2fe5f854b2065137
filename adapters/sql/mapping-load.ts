/** Reads a mapping file: the mapping, or every fault that it has. */
import { readFileSync } from 'node:fs';
import type { Fault } from '../kit/config/fault.ts';
import { check } from '../kit/config/issues.ts';
import { readYaml } from '../kit/config/yaml-text.ts';
import type { DialectName } from './dialects/dialect.ts';
import { checkMapping } from './mapping-check.ts';
import { type Mapping, mapping } from './mapping.ts';

export type Loaded =
  | { readonly mapping: Mapping; readonly faults?: never }
  | { readonly mapping?: never; readonly faults: readonly Fault[] };

export function loadMapping(path: string, dialect: DialectName): Loaded {
  try {
    return parseMapping(readFileSync(path, 'utf8'), dialect);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return {
      faults: [{ path: [], rule: 'must name a file that can be read', got: `${path} (${why})`, remedy: '' }],
    };
  }
}

export function parseMapping(text: string, dialect: DialectName): Loaded {
  const yaml = readYaml(text);
  if (!yaml.readable) return { faults: yaml.faults };
  const checked = check(mapping, yaml.value, []);
  const faults = [...yaml.faults, ...(checked.faults ?? checkMapping(checked.value, dialect))];
  if (faults.length === 0 && checked.value) return { mapping: checked.value };
  return { faults: faults.map((fault) => placed(fault, yaml.line(fault.path))) };
}

function placed(fault: Fault, line: number | undefined): Fault {
  return line === undefined || fault.line !== undefined ? fault : { ...fault, line };
}
