/** A database in a file tells whether anybody has written to it, and what is bound of others counts too. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type TestSource, openForTest } from './testing/open-for-test.ts';

const MAPPING = `
version: 1
resources:
  cabinet:
    kind: CARD
    relation: SELECT id, host FROM cabinet
    key: { column: id, type: number }
    ancestors: [{ foreign: { name: host, type: NAME, kind: DEVICE } }]
`;
const FAR_ENDS = `
version: 1
resources:
  cable:
    kind: LINK
    relation: SELECT id, host FROM cabinet
    key: { column: id, type: number }
    link: { zEnd: [{ foreign: { name: host, type: NAME, kind: DEVICE } }] }
`;
const folder = mkdtempSync(join(tmpdir(), 'tributary-mark-'));
let writer: DatabaseSync;
let source: TestSource;

beforeAll(() => {
  writeFileSync(join(folder, 'mapping.yaml'), MAPPING);
  writeFileSync(join(folder, 'far-ends.yaml'), FAR_ENDS);
  writer = new DatabaseSync(join(folder, 'west.db'));
  writer.exec("CREATE TABLE cabinet (id INTEGER, host TEXT); INSERT INTO cabinet VALUES (1, 'par-cr1')");
});
afterEach(() => source.adapter.close());
afterAll(() => {
  writer.close();
  rmSync(folder, { recursive: true });
});

const mark = () => source.adapter.inventory.placesMark({ signal: new AbortController().signal });

test('the same as long as nobody writes, another one as soon as somebody does', async () => {
  source = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: folder });
  await source.adapter.start();
  const before = await mark();
  expect(before).toEqual(expect.any(String));
  await source.adapter.inventory.resourcesByIds(['legacy/cabinet.a1'], {
    signal: new AbortController().signal,
  });
  expect(await mark()).toBe(before);
  writer.exec("UPDATE cabinet SET host = 'par-cr2'");
  const after = await mark();
  expect(after).not.toBe(before);
  expect(await mark()).toBe(after);
});

test('what is bound of others is a part of it', async () => {
  source = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: folder });
  await source.adapter.start();
  const before = await mark();
  source.binder.bind('anything', 'netbox/device.a1');
  expect(await mark()).not.toBe(before);
});

test('where nothing is inside what others have, what is bound of them moves nothing', async () => {
  source = openForTest({ file: 'west.db', mapping: 'far-ends.yaml' }, { configDir: folder });
  await source.adapter.start();
  const before = await mark();
  expect(before).toEqual(expect.any(String));
  source.binder.bind('anything', 'netbox/device.a1');
  expect(await mark()).toBe(before);
});

test('while things are looked up what is bound makes another one each half a minute, what is written at once', async () => {
  let now = 0;
  source = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: folder, now: () => now });
  await source.adapter.start();
  source.binder.pending = 2;
  const before = await mark();
  source.binder.bind('one', 'netbox/device.a1');
  now = 29_999;
  expect(await mark()).toBe(before);
  writer.exec("UPDATE cabinet SET host = 'par-cr3'");
  const written = await mark();
  expect(written).not.toBe(before);
  now = 30_000;
  const bound = await mark();
  expect(bound).not.toBe(written);
  source.binder.bind('two', 'netbox/device.a2');
  expect(await mark()).toBe(bound);
  source.binder.pending = 0;
  expect(await mark()).not.toBe(bound);
});
