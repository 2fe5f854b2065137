/** The body of an answer as text: unpacked, decoded, bounded. */
import { type Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Answer } from './status-error.ts';

/** They have no body, whatever their headers say of it. */
const EMPTY = new Set([204, 205, 304]);

export interface BodyLimit {
  /** After unpacking. */
  readonly bytes: number;
  /** What happens at the limit: reading ends in both cases. */
  readonly beyond: 'refuse' | 'cut';
}

/** The answer is longer than the limit. */
export class TooLong extends Error {}
/** The answer is packed in a way that we did not offer, or cannot be unpacked. */
export class NotReadable extends Error {}

export async function readBody(
  body: Readable,
  { status, headers }: Answer,
  limit: BodyLimit,
): Promise<string> {
  // The stream also reports what the loop below has reported already; unheard it would end the process.
  body.on('error', () => {});
  try {
    if (EMPTY.has(status)) return '';
    if (limit.beyond === 'refuse' && Number(headers['content-length']) > limit.bytes) throw new TooLong();
    return decoded(
      await collect(unpacked(body, headers['content-encoding']), limit),
      headers['content-type'],
    );
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw code.startsWith('Z_') ? new NotReadable(`gzip that cannot be unpacked (${code})`) : error;
  } finally {
    body.destroy();
  }
}

function unpacked(body: Readable, encoding: string | undefined): Readable {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  if (name !== 'gzip' && name !== 'x-gzip')
    throw new NotReadable(`the content-encoding ${JSON.stringify(name.slice(0, 40))}, which was not offered`);
  return pipeline(body, createGunzip(), () => {});
}

async function collect(stream: Readable, limit: BodyLimit): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit.bytes && limit.beyond === 'refuse') throw new TooLong();
    chunks.push(chunk);
    if (size > limit.bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, limit.bytes);
}

function decoded(bytes: Buffer, contentType: string | undefined): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
