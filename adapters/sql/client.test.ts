/** What a client tells of itself is what reaches the driver. */
import { expect, test } from '@jest/globals';
import { SqlClient } from './client.ts';
import { sqlite } from './dialects/sqlite.ts';
import { sql } from './sql.ts';
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
