import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { request } from 'undici';
import { serveSupergraph } from './serve-supergraph.ts';
import { type Federation, startFederation } from './testing/federation.ts';
import { answering, startServer } from './testing/http-server.ts';

const log = pino({ level: 'silent' });
const folder = mkdtempSync(join(tmpdir(), 'tributary-'));
let federation: Federation;

beforeAll(async () => {
  federation = await startFederation({
    inventory: { sdl: 'type Query { hello: String }', resolvers: { Query: { hello: () => 'world' } } },
  });
});

afterAll(async () => {
  await federation.close();
  rmSync(folder, { recursive: true });
});

function serve(supergraph: string) {
  return serveSupergraph({ supergraph, host: '127.0.0.1', port: 0, log });
}

async function asked(supergraph: string): Promise<unknown[]> {
  const gateway = await serve(supergraph);
  try {
    const answer = await request(`${gateway.url}/graphql?query={hello}`);
    const ready = await request(`${gateway.url}/health/ready`);
    return [await answer.body.json(), await ready.body.json()];
  } finally {
    await gateway.close();
  }
}

test('a supergraph from a file, or from a URL, is served by its subgraphs, whatever they are named', async () => {
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, federation.supergraphSdl);
  const server = await startServer(answering(200, {}, federation.supergraphSdl));
  for (const supergraph of [file, server.url]) {
    expect(await asked(supergraph)).toMatchObject([
      { data: { hello: 'world' }, extensions: { sources: [{ source: 'inventory', status: 'OK' }] } },
      { ready: true, domains: { inventory: ['inventory'] } },
    ]);
  }
  await server.close();
});

test('how full its caches are is counted', async () => {
  const file = join(folder, 'counted.graphql');
  writeFileSync(file, federation.supergraphSdl);
  const gateway = await serve(file);
  for (let round = 0; round < 3; round += 1) await request(`${gateway.url}/graphql?query={hello}`);
  const { documents, plans } = gateway.run.cacheStats();
  expect(documents).toMatchObject({ entries: 1, hits: 2, misses: 1, evictions: 0 });
  expect(plans).toMatchObject({ entries: 1, hits: 2, misses: 1, unchanged: 0 });
  await gateway.close();
});

test.each([
  ['what cannot be read', () => join(folder, 'nothing'), 'must name a supergraph that can be read'],
  ['what is not SDL', () => written('{'), 'must be GraphQL SDL'],
  ['what has no subgraphs', () => written('type Query { a: Int }'), 'must name its subgraphs'],
  [
    'a subgraph without a URL',
    () => written(federation.supergraphSdl.replace(/url: "http:\/\/127[^"]+"/, 'url: "ftp:x"')),
    'must have a URL of http or https, but got: "ftp:x"',
  ],
])('%s is refused', async (_what, supergraph, message) => {
  await expect(serve(supergraph())).rejects.toThrow(message);
});

function written(text: string): string {
  const path = join(folder, 'other.graphql');
  writeFileSync(path, text);
  return path;
}
