/** Documents that clients have sent before, by the SHA-256 of their text: what gateways beside this one know too may be shared. */
import type { Log } from '../log.ts';
import { MemoryDocuments } from './memory-documents.ts';
import { openRedisDocuments } from './redis-documents.ts';

export interface DocumentStore {
  /** Never rejects: a store that cannot be asked knows nothing. */
  get(hash: string): Promise<string | undefined>;
  /** Never rejects. */
  put(hash: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Shared through Redis where there is one, and else of this process alone. */
export function openDocumentStore(redisUrl: string | undefined, log: Log): DocumentStore {
  const memory = new MemoryDocuments();
  return redisUrl === undefined ? memory : openRedisDocuments(redisUrl, memory, log);
}
