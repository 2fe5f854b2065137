import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from '@jest/globals';
import { SqliteSession } from './sqlite-session.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
afterAll(() => rmSync(dir, { recursive: true }));

function databaseFile(name: string): string {
  const file = join(dir, name);
  const database = new DatabaseSync(file);
  database.exec(
    `CREATE TABLE t (a INTEGER, b TEXT, c BLOB); INSERT INTO t VALUES (9007199254740993, 'ü', x'41')`,
  );
  database.close();
  return file;
}

test('cells are texts, however large the number', async () => {
  const { session, product } = await SqliteSession.open({ file: databaseFile('cells.db'), busyMs: 1000 });
  expect(product).toEqual({ name: 'SQLite', version: expect.stringMatching(/^3\./) });
  expect(await session.query('SELECT a, b, c, NULL FROM t WHERE a > ?', [1n])).toEqual([
    ['9007199254740993', 'ü', 'A', null],
  ]);
  await session.close();
});

test('who gives a statement up is answered at once, and the connection ends with the statement', async () => {
  const file = databaseFile('held.db');
  const { session } = await SqliteSession.open({ file, busyMs: 60_000 });
  // For as long as somebody writes, whatever is asked waits inside SQLite, where nothing interrupts it.
  const writer = new DatabaseSync(file);
  writer.exec('BEGIN EXCLUSIVE');
  const statement = session.query('SELECT a FROM t', []);
  const ended = session.destroy();
  await expect(statement).rejects.toThrow('was given up');
  await expect(session.query('SELECT 1', [])).rejects.toThrow('has ended');
  writer.exec('ROLLBACK');
  writer.close();
  await ended;
});

test('errors are the driver’s own', async () => {
  const file = join(dir, 'no.db');
  writeFileSync(file, 'This is not a database, although it is long enough to have been one.'.repeat(20));
  await expect(SqliteSession.open({ file, busyMs: 1000 })).rejects.toMatchObject({
    code: 'ERR_SQLITE_ERROR',
    errcode: 26,
  });
});
