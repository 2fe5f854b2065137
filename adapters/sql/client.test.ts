/** What a client tells of itself is what reaches the driver, and no more reaches it than there are places. */
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { SqlClient } from './client.ts';
import { sqlite } from './dialects/sqlite.ts';
import { sql } from './sql.ts';
import type { Session } from './types.ts';
import type { Dialect } from './dialects/dialect.ts';

const settings = { target: () => ':memory:', schema: null, statementTimeoutMs: 5000 };

test('every statement that reaches the driver is told of, refused ones too, and nothing else', async () => {
  let driven = 0;
  let told = 0;
  const dialect: Dialect = {
    ...sqlite,
    async open(...given) {
      const { session, product } = await sqlite.open(...given);
      const query: typeof session.query = (...asked) => {
        driven += 1;
        return session.query(...asked);
      };
      const watched = {
        query,
        cancel: () => session.cancel(),
        destroy: () => session.destroy(),
        close: () => session.close(),
      };
      return { session: watched, product };
    },
  };
  const client = new SqlClient({
    source: 'legacy',
    dialect,
    settings,
    maxConnections: 2,
    sent: () => (told += 1),
    heard: () => undefined,
  });
  const { signal } = new AbortController();
  const gone = AbortSignal.abort(new Error('gone'));
  await Promise.all(Array.from({ length: 5 }, () => client.rows(sql`SELECT 1`, signal)));
  await expect(client.rows(sql`SELECT nothing`, signal)).rejects.toMatchObject({ code: 'SOURCE_REFUSED' });
  await expect(client.rows(sql`SELECT 1`, gone)).rejects.toThrow('gone');
  await client.close();
  expect([told, driven]).toEqual([6, 6]);
});

/** A connection whose statements have no end, and which is ended only by whoever calls `end`. */
function endless(asked: () => void) {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const session: Session = {
    query() {
      queueMicrotask(asked);
      return new Promise(() => undefined);
    },
    cancel: () => Promise.resolve(),
    destroy: () => ended,
    close: () => ended,
  };
  return { session, end };
}

const product = { name: 'SQLite', version: '3' } as const;

test.each(['a statement', 'an opening'])(
  '%s that was given up keeps its place until it has ended',
  async (what) => {
    const leaving = new AbortController();
    const leave = () => leaving.abort(new Error('left'));
    const held = endless(leave);
    let opened = 0;
    const dialect: Dialect = {
      ...sqlite,
      open(given, signal) {
        opened += 1;
        if (opened > 1) return sqlite.open(given, signal);
        const connection = { session: held.session, product };
        if (what === 'a statement') return Promise.resolve(connection);
        queueMicrotask(leave);
        return once(signal, 'abort').then(() => connection);
      },
    };
    const client = new SqlClient({
      source: 'legacy',
      dialect,
      settings,
      maxConnections: 1,
      sent: () => undefined,
      heard: () => undefined,
    });
    const first = client.rows(sql`SELECT 1`, leaving.signal);
    const second = client.rows(sql`SELECT 2`, new AbortController().signal);
    await expect(first).rejects.toThrow('left');
    expect(opened).toBe(1);
    held.end();
    expect(await second).toEqual([['2']]);
    expect(opened).toBe(2);
    await client.close();
  },
);
