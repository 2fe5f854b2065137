/**
 * Documents shared by the gateways of one Redis. What this process has had is kept here too, and a Redis that is away, or slow, is as
 * if it knew nothing: then clients send their documents again.
 */
import { createClient } from 'redis';
import type { Log } from '../log.ts';
import type { DocumentStore } from './document-store.ts';

const PREFIX = 'tributary:document:';
/** What nobody asks for is forgotten. */
const KEPT_SECONDS = 24 * 60 * 60;
const WAIT_MS = 200;
const MAX_RECONNECT_MS = 5000;

/** Connects beside; nobody waits for it. */
export function openRedisDocuments(url: string, near: DocumentStore, log: Log): DocumentStore {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: WAIT_MS },
    socket: { reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, MAX_RECONNECT_MS) },
  });
  let away = false;
  client.on('ready', () => {
    away = false;
  });
  // Once, not with each attempt. A URL may hold a password: only the error is told.
  client.on('error', (error: unknown) => {
    if (!away) log.warn({ err: error }, 'Redis cannot be reached: documents are not shared until it can');
    away = true;
  });
  const connecting = client.connect().catch(() => undefined);

  async function ask<Value>(command: () => Promise<Value>): Promise<Value | undefined> {
    if (!client.isReady) return undefined;
    try {
      return await command();
    } catch (error) {
      log.debug({ err: error }, 'Redis did not answer');
      return undefined;
    }
  }

  return {
    async get(hash) {
      const known = await near.get(hash);
      if (known !== undefined) return known;
      const text = await ask(() => client.getEx(PREFIX + hash, { type: 'EX', value: KEPT_SECONDS }));
      if (typeof text !== 'string') return undefined;
      await near.put(hash, text);
      return text;
    },
    async put(hash, text) {
      if ((await near.get(hash)) === text) return;
      await near.put(hash, text);
      await ask(() => client.set(PREFIX + hash, text, { expiration: { type: 'EX', value: KEPT_SECONDS } }));
    },
    async close() {
      client.destroy();
      await connecting;
      await near.close();
    },
  };
}
