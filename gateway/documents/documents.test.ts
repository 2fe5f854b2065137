import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { WHERE_BATCH, bindingQuestions, whereQuestion } from '#schema/binding-questions.ts';
import { startRedisServer } from '../testing/redis-server.ts';
import { admitKnown, admitTrusted } from './admission.ts';
import { type DocumentStore, openDocumentStore } from './document-store.ts';
import { MemoryDocuments } from './memory-documents.ts';
import { readTrustedDocuments } from './trusted-documents.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const QUERY = '{ faultSources { source } }';
const log = pino({ level: 'silent' });
const folder = mkdtempSync(join(tmpdir(), 'tributary-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is put into a store that connects beside is shared as soon as it is connected. */
async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setImmediate(resolve));
}

describe('a store', () => {
  test('of one process forgets, beyond its bytes, what was not asked for the longest', async () => {
    const store = new MemoryDocuments(2 * (2 * 100 + 200));
    await store.put('a', 'a'.repeat(100));
    await store.put('b', 'b'.repeat(100));
    await store.get('a');
    await store.put('c', 'c'.repeat(100));
    expect(
      [await store.get('a'), await store.get('b'), await store.get('c')].map((text) => text?.[0]),
    ).toEqual(['a', undefined, 'c']);
    expect(store.bytes).toBeLessThanOrEqual(800);
  });

  test('of several processes is shared through Redis, for a day after it was asked for last', async () => {
    const redis = await startRedisServer();
    const [one, other] = [redis.url, redis.url].map((url) => openDocumentStore(url, log)) as [
      DocumentStore,
      DocumentStore,
    ];
    let n = 0;
    await until(async () => {
      n += 1;
      await one.put(`h${n}`, QUERY);
      return (await other.get(`h${n}`)) === QUERY;
    });
    const key = `tributary:document:h${n}`;
    expect(redis.commands).toContainEqual(['SET', key, QUERY, 'EX', '86400']);
    expect(redis.commands).toContainEqual(['GETEX', key, 'EX', '86400']);
    const asked = redis.commands.length;
    expect(await other.get(`h${n}`)).toBe(QUERY);
    expect(redis.commands).toHaveLength(asked);
    await redis.close();
    expect(await other.get('unknown')).toBeUndefined();
    await one.put('alone', QUERY);
    expect(await one.get('alone')).toBe(QUERY);
    await one.close();
    await other.close();
  });

  test('without a Redis that answers is that of one process, and says so once', async () => {
    const lines: string[] = [];
    const loud = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const store = openDocumentStore('redis://:hunter2@127.0.0.1:1', loud);
    await store.put('a', QUERY);
    expect(await store.get('a')).toBe(QUERY);
    await until(() => Promise.resolve(lines.length > 0));
    await store.close();
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('automatic persisted queries', () => {
  const admit = admitKnown(new MemoryDocuments());
  const documentId = sha256(QUERY);

  test('are found by their hash once they have proven good', async () => {
    const alone = { query: undefined, documentId };
    await expect(admit(alone)).rejects.toMatchObject({
      code: 'PERSISTED_QUERY_NOT_FOUND',
      message: 'PersistedQueryNotFound',
    });
    const document = await admit({ query: QUERY, documentId });
    await expect(admit(alone)).rejects.toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    await document.keep?.();
    expect((await admit({ query: undefined, documentId: documentId.toUpperCase() })).query).toBe(QUERY);
  });

  test('are what their hash says, or refused', async () => {
    await expect(admit({ query: '{ other }', documentId })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('change nothing for who sends documents', async () => {
    expect(await admit({ query: QUERY, documentId: undefined })).toEqual({ query: QUERY });
  });
});

describe('trusted documents', () => {
  function written(content: unknown): string {
    const path = join(folder, 'manifest.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  test.each([[{ list: QUERY }], [{ format: 'x', operations: [{ id: 'list', name: 'n', body: QUERY }] }]])(
    'of %j are admitted by id and by text, and no others',
    async (manifest) => {
      const admit = admitTrusted(readTrustedDocuments(written(manifest)));
      expect(await admit({ query: undefined, documentId: 'list' })).toEqual({ query: QUERY });
      expect(await admit({ query: QUERY, documentId: undefined })).toEqual({ query: QUERY });
      for (const other of [
        { query: '{ other }', documentId: undefined },
        { query: '{ other }', documentId: 'list' },
        { query: undefined, documentId: 'toString' },
      ])
        await expect(admit(other)).rejects.toMatchObject({ code: 'DOCUMENT_NOT_TRUSTED' });
    },
  );

  test('are also what sources in processes of their own ask to bind', async () => {
    const admit = admitTrusted(new Map([['list', QUERY]]));
    for (const query of bindingQuestions())
      expect(await admit({ query, documentId: undefined })).toEqual({ query });
    const more = whereQuestion(WHERE_BATCH + 1);
    await expect(admit({ query: more, documentId: undefined })).rejects.toMatchObject({
      code: 'DOCUMENT_NOT_TRUSTED',
    });
  });

  test.each([
    ['{', /must be JSON that can be read/],
    [[], /must be \{"id": "document"\}/],
    [{}, /must hold a document/],
    [{ a: '{ b', c: '}' }, /document "a": [^]*document "c": /],
  ])('of %j are refused', (manifest, message) => {
    expect(() => readTrustedDocuments(written(manifest))).toThrow(message);
  });
});
