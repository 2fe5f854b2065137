import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { within } from '#lab/real/testing/within.ts';
import { type FileWatchOptions, type WatchedFile, watchFile } from './watch-file.ts';

const NEVER_MS = 3_600_000;
const log = { debug() {}, info() {}, warn() {}, error() {} };

let folder: string;
let file: string;
let watched: WatchedFile | undefined;
/** What the file said each time that it was told of. */
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-watch-'));
  file = join(folder, 'tributary.yaml');
  told = [];
});
afterEach(() => {
  watched?.close();
  rmSync(folder, { recursive: true });
});

function follow(path: string, options: Partial<FileWatchOptions> = {}): void {
  const read = (): void => {
    try {
      told.push(readFileSync(path, 'utf8'));
    } catch {
      told.push('(gone)');
    }
  };
  watched = watchFile(path, read, { log, quietMs: 20, pollMs: NEVER_MS, ...options });
}

async function untilTold(text: string): Promise<void> {
  await within(20_000, `Being told of "${text}"`, async () => told.at(-1) === text);
}

test('a file that is written in place', async () => {
  writeFileSync(file, 'one');
  follow(file);
  writeFileSync(file, 'two');
  await untilTold('two');
});

test('a file that an editor renames over the old one, again and again', async () => {
  writeFileSync(file, 'one');
  follow(file);
  for (const text of ['two', 'three']) {
    writeFileSync(join(folder, 'new'), text);
    renameSync(join(folder, 'new'), file);
    await untilTold(text);
  }
  expect(told).toEqual(['two', 'three']);
});

test('a Kubernetes volume, where the link of the folder that holds the file is swapped', async () => {
  for (const [version, text] of [
    ['..2026_1', 'one'],
    ['..2026_2', 'two'],
  ] as const) {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, 'tributary.yaml'), text);
  }
  symlinkSync('..2026_1', join(folder, '..data'));
  symlinkSync('..data/tributary.yaml', file);
  follow(file);
  symlinkSync('..2026_2', join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  await untilTold('two');
});

test('a file that goes and comes back', async () => {
  writeFileSync(file, 'one');
  follow(file);
  unlinkSync(file);
  await untilTold('(gone)');
  writeFileSync(file, 'one');
  await untilTold('one');
  expect(told).toEqual(['(gone)', 'one']);
});

test('what the folder does not tell is found by looking', async () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'real.yaml'), 'one');
  const linked = join(folder, 'links');
  mkdirSync(linked);
  symlinkSync('../elsewhere/real.yaml', join(linked, 'tributary.yaml'));
  follow(join(linked, 'tributary.yaml'), { pollMs: 50 });
  writeFileSync(join(elsewhere, 'real.yaml'), 'two');
  await untilTold('two');
});

test('the same text is not told of, whoever touches the file or looks', async () => {
  writeFileSync(file, 'one');
  follow(file);
  writeFileSync(file, 'one');
  watched?.look();
  expect(told).toEqual([]);
  writeFileSync(file, 'two');
  watched?.look();
  watched?.look();
  expect(told).toEqual(['two']);
});

test('a folder that is not there is waited for', async () => {
  const later = join(folder, 'later');
  follow(join(later, 'tributary.yaml'), { pollMs: 50 });
  mkdirSync(later);
  writeFileSync(join(later, 'tributary.yaml'), 'one');
  await untilTold('one');
});
