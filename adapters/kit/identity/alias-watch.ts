/** The aliases of a source, read again when their file changes. A file with faults changes nothing, and is told of once. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Log } from '../log.ts';
import { type AliasTable, loadAliases } from './aliases.ts';
import type { IdentityOptions } from './config.ts';

export interface AliasWatch {
  readonly table: AliasTable;
  /** Looks at the file; true where there is another table now. */
  look(): boolean;
}

/** @throws TributaryError CONFIGURATION_INVALID, where the file has faults to begin with. */
export function watchAliases(aliases: IdentityOptions['aliases'], configDir: string, log: Log): AliasWatch {
  const file = Array.isArray(aliases) ? null : resolve(configDir, aliases.file);
  let seen = file === null ? '' : print(file);
  let table = loadAliases(aliases, configDir);
  return {
    get table() {
      return table;
    },
    look() {
      const now = file === null ? '' : print(file);
      if (now === seen) return false;
      seen = now;
      try {
        table = loadAliases(aliases, configDir);
        log.info({ file }, 'The file of aliases has changed, and was read again.');
        return true;
      } catch (error) {
        log.error(
          { file, error: (error as Error).message },
          'The file of aliases has faults: what it said before still holds.',
        );
        return false;
      }
    },
  };
}

/** Another text for another content, as far as the file system tells; one for a file that is not there. */
function print(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.mtimeNs} ${stat.size} ${stat.ino}` : 'none';
}
