/** What operators say of objects by hand: the object of this name, or of this native id, is the resource known by that. */
import type { AliasEntry, AliasTarget } from './alias-entry.ts';
import { readAliasFile } from './alias-file.ts';
import type { IdentityOptions } from './config.ts';

export interface AliasTable {
  /** All that is said of the object of this native id and name; empty where nothing is. */
  find(nativeId: string, name: string): readonly AliasTarget[];
}

/** @throws TributaryError CONFIGURATION_INVALID, where the file of aliases has faults. */
export function loadAliases(aliases: IdentityOptions['aliases'], configDir: string): AliasTable {
  return aliasTable(
    Array.isArray(aliases)
      ? aliases.map(({ name, nativeId, type, value, id }) => ({
          names: name === undefined ? [] : [name],
          nativeIds: nativeId === undefined ? [] : [nativeId],
          target: type !== undefined && value !== undefined ? { type, value } : { id: id ?? '' },
        }))
      : readAliasFile(aliases.file, configDir),
  );
}

export function aliasTable(entries: readonly AliasEntry[]): AliasTable {
  const byName = new Map<string, AliasTarget[]>();
  const byNativeId = new Map<string, AliasTarget[]>();
  for (const { names, nativeIds, target } of entries) {
    for (const name of names) append(byName, nameKey(name), target);
    for (const nativeId of nativeIds) append(byNativeId, nativeId, target);
  }
  return {
    find(nativeId, name) {
      const found = [...(byNativeId.get(nativeId) ?? []), ...(byName.get(nameKey(name)) ?? [])];
      return [...new Map(found.map((target) => [JSON.stringify(target), target])).values()];
    },
  };
}

/** The same text for the same targets: kept with a binding, it tells when an operator has changed their mind. */
export function aliasText(targets: readonly AliasTarget[]): string | null {
  return targets.length === 0 ? null : JSON.stringify(targets.map((target) => JSON.stringify(target)).sort());
}

/** Names compare without regard to case and outer blanks. */
function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
