import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { TributaryError } from '#schema/errors.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { ServicesPort } from '#schema/ports/services.ts';
import { parseConfiguration } from './config/parse.ts';
import type { Log } from './log.ts';
import { countingIn } from './count-calls.ts';
import type { AdapterModule, AdapterTools } from './module.ts';
import { type SourceServices, openSource, openSources } from './open.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-open-'));
afterAll(() => rmSync(dir, { recursive: true }));

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const graph: Graph = { query: () => Promise.resolve({}) };

interface Options {
  readonly url: string;
  readonly fault?: string | undefined;
}

/** An adapter that keeps the tools it was given and tells of its closing. */
function demo(ports: Partial<Adapter> = {}) {
  const tools: AdapterTools[] = [];
  const closed: string[] = [];
  const module: AdapterModule<Options> = {
    manifest: {
      type: 'demo',
      title: 'Demo',
      domains: {
        inventory: { role: 'ENUMERATES', capabilities: [] },
        services: { role: 'ENUMERATES', capabilities: [] },
      },
      versions: { supported: 'any', run: [], recorded: [], documented: [] },
      quality: { tier: 'bronze', exemptions: {} },
    },
    options: z.strictObject({ url: z.string(), fault: z.string().optional() }),
    open(options, given): Adapter {
      if (options.fault === 'bug') throw new TypeError('a bug');
      if (options.fault !== undefined)
        throw new TributaryError('CONFIGURATION_INVALID', `${given.source}: ${options.fault}`);
      tools.push(given);
      return {
        source: given.source,
        ...ports,
        can: (capability) => capability === 'x',
        start: () => Promise.resolve(),
        status: () => ({ state: 'UP', version: '1', asOf: null, stale: false, error: null }),
        close() {
          closed.push(given.source);
          return Promise.resolve();
        },
      };
    },
  };
  return { modules: new Map<string, AdapterModule>([['demo', module]]), tools, closed };
}

function configured(modules: SourceServices['modules'], ...lines: string[]) {
  const text = `version: 1\nsources:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
  return parseConfiguration(text, { modules, env: {}, configDir: dir }).sources;
}

function services(modules: SourceServices['modules'], name: string): SourceServices {
  return { modules, log, graph, configDir: dir, stateRoot: join(dir, name), now: () => 42 };
}

describe('Opening a source', () => {
  test('gives its adapter what it is configured for, and closes all of it once', async () => {
    const server = createServer((_, response) => response.end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { modules, tools, closed } = demo();
    const [source] = configured(
      modules,
      `{ name: a, adapter: demo, regions: [west], timeoutMs: 7, concurrency: 2, options: { url: "${url}" } }`,
    );
    if (!source) throw new Error('No source.');
    const adapter = openSource(source, services(modules, 'one'));
    expect(tools[0]).toMatchObject({
      source: 'a',
      regions: ['west'],
      configDir: dir,
      stateDir: join(dir, 'one', 'a'),
      limits: { timeoutMs: 7, concurrency: 2, maxResponseBytes: 33554432 },
    });
    expect(tools[0]?.now()).toBe(42);
    expect(statSync(join(dir, 'one', 'a')).mode & 0o077).toBe(0);
    expect([adapter.source, adapter.can('x'), adapter.can('y'), adapter.status().version]).toEqual([
      'a',
      true,
      false,
      '1',
    ]);
    await adapter.start();

    const http = tools[0]?.http({ baseUrl: url });
    // However it comes: where something was still on its way, as a reset.
    const disconnected = new Promise((resolve) => {
      server.once('connection', (socket) => socket.once('close', resolve));
    });
    await http?.request({ path: '/', timeoutMs: 5000 }).catch(() => {});
    await Promise.all([adapter.close(), adapter.close(), adapter.close()]);
    expect(closed).toEqual(['a']);
    await disconnected;
    await expect(http?.request({ path: '/' })).rejects.toThrow('a: the client has been closed.');
    server.close();
  });

  test('counts what its adapter sends for whoever asks, over HTTP or otherwise', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { modules, tools } = demo();
    const [source] = configured(modules, `{ name: a, adapter: demo, options: { url: "${url}" } }`);
    if (!source) throw new Error('No source.');
    const adapter = openSource(source, services(modules, 'counted'));
    const [given] = tools;
    if (!given) throw new Error('No tools.');
    const http = given.http({ baseUrl: url });
    const count = { calls: 0 };
    const own = http.request({ path: '/poll' });
    await countingIn(count, async () => {
      await Promise.all(['/a', '/b', '/c'].map((path) => http.request({ path })));
      given.sent();
    });
    await own;
    expect([requests, count.calls]).toEqual([4, 4]);
    await adapter.close();
    server.close();
  });

  test('asks it only for the domains that the file names, where it names some', async () => {
    const ports = { inventory: { resourcesByIds: async () => [] }, services: {} as ServicesPort };
    const { modules } = demo(ports);
    const domainsOf = async (more: string): Promise<unknown> => {
      const [source] = configured(modules, `{ name: a, adapter: demo, ${more} options: { url: "" } }`);
      if (!source) throw new Error('No source.');
      const adapter = openSource(source, services(modules, 'domains'));
      await adapter.close();
      return adapter.domains;
    };
    expect(await domainsOf('')).toEqual(['inventory', 'services']);
    expect(await domainsOf('domains: [services],')).toEqual(['services']);
  });

  test('a domain that it holds nothing of is a fault of the configuration, and nothing stays open', async () => {
    const ports = { inventory: { resourcesByIds: async () => [] }, services: {} as ServicesPort };
    const { modules, closed } = demo({ ...ports, domains: ['services'] });
    const [source] = configured(
      modules,
      '{ name: a, adapter: demo, domains: [services, inventory], options: { url: "" } }',
    );
    if (!source) throw new Error('No source.');
    expect(() => openSource(source, services(modules, 'empty'))).toThrow(
      'The domains of a must be some that it holds anything of (services), but got: inventory.',
    );
    expect(closed).toEqual(['a']);
  });

  test('a state folder that cannot be had is a fault of the configuration', () => {
    const { modules } = demo();
    writeFileSync(join(dir, 'file'), '');
    const [source] = configured(modules, '{ name: a, adapter: demo, options: { url: "" } }');
    if (!source) throw new Error('No source.');
    expect(() => openSource(source, services(modules, 'file'))).toThrow(
      `TRIBUTARY_STATE must be a folder that can be written, but got: ${join(dir, 'file', 'a')} (ENOTDIR).`,
    );
  });

  test('all or none: every fault in one error, and what was opened is closed', async () => {
    const { modules, closed } = demo();
    const sources = configured(
      modules,
      '{ name: a, adapter: demo, options: { url: "" } }',
      '{ name: b, adapter: demo, options: { url: "", fault: "no aliases" } }',
      '{ name: c, adapter: demo, options: { url: "", fault: "no mapping" } }',
    );
    const error: unknown = await openSources(sources, services(modules, 'two')).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'CONFIGURATION_INVALID', message: 'b: no aliases\nc: no mapping' });
    expect(closed).toEqual(['a']);
    expect(existsSync(join(dir, 'two', 'a'))).toBe(true);
  });

  test('a bug stays a bug', async () => {
    const { modules, closed } = demo();
    const sources = configured(
      modules,
      '{ name: a, adapter: demo, options: { url: "", fault: "no aliases" } }',
      '{ name: b, adapter: demo, options: { url: "", fault: bug } }',
      '{ name: c, adapter: demo, options: { url: "" } }',
    );
    await expect(openSources(sources, services(modules, 'three'))).rejects.toThrow('a bug');
    expect(closed).toEqual(['c']);
  });

  test('the same again', async () => {
    const { modules, closed } = demo();
    const sources = configured(modules, '{ name: a, adapter: demo, options: { url: "" } }');
    for (const _ of [1, 2]) {
      const [adapter] = await openSources(sources, services(modules, 'four'));
      await adapter?.close();
    }
    expect(closed).toEqual(['a', 'a']);
  });
});
