/** A table of aliases in a file: CSV with the header nativeName,type,value. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TributaryError } from '#schema/errors.ts';
import { parseId } from '#schema/ids.ts';
import type { AliasEntry } from './alias-entry.ts';
import { identifierType } from './config.ts';
import { type CsvRow, parseCsv } from './csv.ts';

const HEADER = ['nativeName', 'type', 'value'];

/**
 * Reads the file. A row's nativeName is a name or a native id of the source.
 * @throws TributaryError CONFIGURATION_INVALID, naming every faulty line.
 */
export function readAliasFile(file: string, configDir: string): AliasEntry[] {
  const path = resolve(configDir, file);
  const [header, ...rows] = parseCsv(contents(path));
  if (header?.fields.join() !== HEADER.join()) {
    throw invalid(path, [
      `its header must be ${HEADER.join(',')}, but got: ${JSON.stringify(header?.fields.join() ?? '')}.`,
    ]);
  }
  const faults = rows.flatMap((row) => faultOf(row) ?? []);
  if (faults.length > 0) throw invalid(path, faults);
  return rows.map(({ fields: [nativeName = '', type = '', value = ''] }) => ({
    names: [nativeName],
    nativeIds: [nativeName],
    target: type === 'ID' ? { id: value } : { type: identifierType.parse(type), value },
  }));
}

function faultOf({ line, fields }: CsvRow): string | undefined {
  const [nativeName, type, value = ''] = fields;
  if (fields.length !== HEADER.length || !nativeName || !value)
    return `line ${line} must have ${HEADER.join(', ')}, but got: ${JSON.stringify(fields.join())}.`;
  if (type === 'ID')
    return parseId(value)
      ? undefined
      : `line ${line}: an ID must be <source>/<token>, but got: ${JSON.stringify(value)}.`;
  return identifierType.safeParse(type).success
    ? undefined
    : `line ${line}: type must be ID or one of ${identifierType.options.join(', ')}, but got: ${JSON.stringify(type)}.`;
}

function contents(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw invalid(path, [`it cannot be read: ${(error as Error).message}.`]);
  }
}

function invalid(path: string, faults: readonly string[]): TributaryError {
  return new TributaryError('CONFIGURATION_INVALID', `The alias file ${path}: ${faults.join(' ')}`);
}
