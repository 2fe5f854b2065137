/** A supergraph's text, from a URL or a file. */
import { readFile } from 'node:fs/promises';
import { request } from 'undici';
import { TributaryError } from '#schema/errors.ts';

const WAIT_MS = 10_000;

/** @throws TributaryError CONFIGURATION_INVALID where it cannot be had. */
export async function readSupergraph(where: string): Promise<string> {
  try {
    return /^https?:\/\//.test(where) ? await fetched(where) : await readFile(where, 'utf8');
  } catch (cause) {
    throw new TributaryError(
      'CONFIGURATION_INVALID',
      `\`--supergraph\` must name a supergraph that can be read, but ${JSON.stringify(where)} cannot: ${(cause as Error).message}`,
      { cause },
    );
  }
}

async function fetched(url: string): Promise<string> {
  const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(WAIT_MS) });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  return text;
}
