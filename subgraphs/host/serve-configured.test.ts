import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { request } from 'undici';
import type { Modules } from '#adapters/kit/config/cross-checks.ts';
import { parseConfiguration } from '#adapters/kit/config/parse.ts';
import type { AdapterModule, AdapterTools } from '#adapters/kit/module.ts';
import { SILENT } from '../testing/memory-adapter.ts';
import { memoryModule } from '../testing/memory-module.ts';
import type { CommandLine } from './command-line.ts';
import { NO_GRAPH } from './no-graph.ts';
import { openSources } from './open-sources.ts';
import { serveConfigured } from './serve-configured.ts';

const FILE = `
version: 1
sources:
  - { name: inv, adapter: memory, regions: [west], options: { domains: [inventory, services] } }
  - { name: nms, adapter: memory, options: { domains: [faults] } }
  - { name: far, adapter: memory, endpoint: 'http://far.example:4101', options: { domains: [faults] } }
`;

let folder: string;
let command: CommandLine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-'));
  const config = join(folder, 'tributary.yaml');
  writeFileSync(config, FILE);
  const here = { host: '127.0.0.1', port: 0, logLevel: 'silent', graph: null };
  command = { source: 'far', config, state: join(folder, 'state'), ...here };
});
afterEach(() => rmSync(folder, { recursive: true }));

function modules(opened?: (tools: AdapterTools) => void): Modules {
  return new Map([['memory', memoryModule(opened) as AdapterModule]]);
}

test('the one source is served, also where the configuration says that it is somewhere else', async () => {
  const opened: string[] = [];
  const setting = { env: {}, modules: modules(({ source }) => opened.push(source)) };
  const host = await serveConfigured(command, setting);
  try {
    expect(opened).toEqual(['far']);
    expect(host.domains).toEqual(['faults']);
    const { body } = await request(`${host.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ alarmSummary { complete } }' }),
    });
    expect(await body.json()).toMatchObject({ data: { alarmSummary: { complete: true } } });
  } finally {
    await host.close();
  }
});

test('it binds by the graph that it was given', async () => {
  const asked: unknown[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push((JSON.parse(await text(incoming)) as { variables: unknown }).variables);
    response.end('{"data":{"resolve":[{"complete":true,"candidates":[{"id":"inv/a1"}]}]}}');
  };
  const gateway = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const graph = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/graphql`;
  const tools = Promise.withResolvers<AdapterTools>();
  const host = await serveConfigured({ ...command, graph }, { env: {}, modules: modules(tools.resolve) });
  try {
    const { binder } = await tools.promise;
    binder.observe([{ nativeId: '1', name: 'PAR-CR1', identifiers: [{ type: 'NAME', value: 'PAR-CR1' }] }]);
    await binder.settled();
    expect(binder.binding('1')?.id).toBe('inv/a1');
    expect(asked).toHaveLength(1);
  } finally {
    await host.close();
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
  }
});

test('an unknown source is refused with the nearest name', async () => {
  await expect(
    serveConfigured({ ...command, source: 'nsm' }, { env: {}, modules: modules() }),
  ).rejects.toThrow('`--source` must be one of inv, nms, far, but got: "nsm". Did you mean "nms"?');
});

test('a port that cannot be had leaves nothing open', async () => {
  const setting = { env: {}, modules: modules(), logger: pino({ level: 'silent' }) };
  const host = await serveConfigured(command, setting);
  try {
    const port = Number(new URL(host.url).port);
    await expect(serveConfigured({ ...command, port }, setting)).rejects.toThrow(/EADDRINUSE/);
  } finally {
    await host.close();
  }
});

test('the gateway opens what has no endpoint, and has members of it', async () => {
  const configuration = parseConfiguration(FILE, { modules: modules(), env: {}, configDir: folder });
  const surroundings = { graph: NO_GRAPH, log: SILENT, stateRoot: join(folder, 'state'), modules: modules() };
  const sources = await openSources(configuration, surroundings);
  for (const source of sources) await source.start();
  expect(sources.map(({ source }) => source)).toEqual(['inv', 'nms']);
  expect(
    sources.flatMap(({ members }) => members).map(({ source, domain, regions }) => [source, domain, regions]),
  ).toEqual([
    ['inv', 'inventory', ['west']],
    ['inv', 'services', ['west']],
    ['nms', 'faults', []],
  ]);
  for (const source of [...sources, ...sources]) await source.close();
});

test('the command ends with a message where it cannot serve', async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const args = ['--source', 'far', '--config', join(folder, 'nothing.yaml')];
  const child = spawn(process.execPath, [main, ...args], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const message = await text(child.stderr);
  expect(await ended).toBe(1);
  expect(message).toContain('nothing.yaml');
  expect(message).not.toContain('    at ');
});
