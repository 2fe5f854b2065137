import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../log.ts';
import { STORE_FILE } from './database.ts';
import type { StoredBinding } from './records.ts';
import { type BindingStore, openBindingStore } from './store.ts';

let dir: string;
let logged: string[];
const log: Log = {
  debug: () => {},
  info: () => {},
  warn: (_, message) => void logged.push(`warn ${message}`),
  error: (_, message) => void logged.push(`error ${message}`),
};
const now = (): number => Date.UTC(2026, 2, 1);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-store-'));
  logged = [];
});
afterEach(() => rmSync(dir, { recursive: true }));

const binding: StoredBinding = {
  nativeId: '10084',
  id: 'sql-west/d1',
  ancestorIds: ['sql-west/s1'],
  region: 'west',
  evidence: ['NAME', 'MANAGEMENT_ADDRESS'],
  boundAt: '2026-03-01T00:00:00.000Z',
  name: 'PAR-CR1',
  alias: null,
  observed: null,
  contested: null,
};

function save(
  store: BindingStore,
  bindings: readonly StoredBinding[],
  removed: readonly string[] = [],
): void {
  const all = new Map<string, StoredBinding | null>(bindings.map((one) => [one.nativeId, one]));
  for (const nativeId of removed) all.set(nativeId, null);
  store.apply({ bindings: all, verdicts: new Map(), history: [] });
}

describe('openBindingStore', () => {
  test('keeps bindings', () => {
    const first = openBindingStore(dir, log, now);
    save(first, [binding, { ...binding, nativeId: '2', region: null, alias: 'x' }]);
    save(first, [{ ...binding, region: 'east' }]);
    save(first, [{ ...binding, nativeId: '3' }]);
    save(first, [], ['3', '4']);
    first.close();
    first.close();
    const second = openBindingStore(dir, log, now);
    expect(second.load()).toEqual([
      { ...binding, region: 'east' },
      { ...binding, nativeId: '2', region: null, alias: 'x' },
    ]);
    second.close();
    expect(logged).toEqual([]);
  });

  test('sets a file aside that is no database', () => {
    writeFileSync(
      join(dir, STORE_FILE),
      'this is no database, but it is long enough to be looked at closely',
    );
    const store = openBindingStore(dir, log, now);
    save(store, [binding]);
    expect(store.load()).toEqual([binding]);
    store.close();
    expect(readdirSync(dir)).toContain(`${STORE_FILE}.corrupt-2026-03-01T000000.000Z`);
    expect(logged).toEqual([expect.stringMatching(/^warn .*damaged/)]);
  });

  test('sets a file aside that is damaged inside', () => {
    const store = openBindingStore(dir, log, now);
    save(
      store,
      Array.from({ length: 2000 }, (_, i) => ({ ...binding, nativeId: String(i) })),
    );
    store.close();
    const file = join(dir, STORE_FILE);
    writeFileSync(file, readFileSync(file).fill(0xff, 4096));
    const again = openBindingStore(dir, log, now);
    expect(again.load()).toEqual([]);
    again.close();
    expect(readdirSync(dir).some((name) => name.includes('.corrupt-'))).toBe(true);
  });

  test('works from memory where no file can be', () => {
    const store = openBindingStore(join(dir, 'not', 'there'), log, now);
    save(store, [binding]);
    expect(store.load()).toEqual([]);
    save(store, [], ['1']);
    store.close();
    expect(logged).toEqual([expect.stringMatching(/^error .*in memory only/)]);
  });

  test('leaves the file of a later version alone', () => {
    const later = new DatabaseSync(join(dir, STORE_FILE));
    later.exec('PRAGMA user_version = 3');
    later.close();
    openBindingStore(dir, log, now).close();
    expect(logged).toEqual([expect.stringMatching(/^error .*in memory only/)]);
    expect(readdirSync(dir).some((name) => name.includes('.corrupt-'))).toBe(false);
  });

  test('binds an object anew whose row cannot be read', () => {
    const store = openBindingStore(dir, log, now);
    save(store, [binding, { ...binding, nativeId: '2' }]);
    store.close();
    const file = new DatabaseSync(join(dir, STORE_FILE));
    file.exec(`UPDATE bindings SET ancestors = '{' WHERE native_id = '2'`);
    file.close();
    const again = openBindingStore(dir, log, now);
    expect(again.load()).toEqual([binding]);
    again.close();
    expect(logged).toEqual([expect.stringMatching(/^warn .*cannot be read/)]);
  });

  test('goes on when it can no longer be written', () => {
    const store = openBindingStore(dir, log, now);
    const other = new DatabaseSync(join(dir, STORE_FILE));
    other.exec('DROP TABLE bindings');
    other.close();
    save(store, [binding]);
    save(store, [binding]);
    store.close();
    expect(logged).toEqual([expect.stringMatching(/^error .*cannot be written/)]);
  });
});
