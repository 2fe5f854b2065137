import { expect, test } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { pino } from 'pino';
import { request } from 'undici';
import type { Adapter } from '#schema/ports/adapter.ts';
import { SILENT, adapterOf, manifestOf, memoryPorts } from '../testing/memory-adapter.ts';
import { hostSource } from './running-host.ts';

function served(changes: Partial<Adapter>) {
  const log: string[] = [];
  const adapter: Adapter = {
    ...adapterOf('nms', memoryPorts()),
    start: async () => void log.push('start'),
    close: async () => void log.push('close'),
    ...changes,
  };
  return { log, source: { adapter, manifest: manifestOf(), regions: [], log: SILENT } };
}
const options = { logger: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 };

test('serves while its source is still being reached, and closes it once', async () => {
  const { source, log } = served({ start: () => new Promise(() => {}) });
  const host = await hostSource(source, options);
  expect(host.domains).toEqual(['inventory', 'faults', 'services']);
  const { statusCode, body } = await request(`${host.url}/health/ready`);
  await body.dump();
  expect(statusCode).toBe(200);
  await Promise.all([host.close(), host.close()]);
  await host.close();
  expect(log).toEqual(['close']);
});

test('a stop does not wait for ever for a request under way', async () => {
  const asked = Promise.withResolvers<AbortSignal>();
  const { faults } = memoryPorts();
  const { source, log } = served({
    faults: {
      ...faults,
      summary: (_filter, call) => {
        asked.resolve(call.signal);
        return new Promise(() => {});
      },
    },
  });
  const host = await hostSource(source, { ...options, graceMs: 10 });
  const headers = { 'content-type': 'application/json' };
  const client = httpRequest(`${host.url}/faults`, { method: 'POST', headers });
  const broken = new Promise((resolve) => client.on('error', resolve));
  client.end(JSON.stringify({ query: '{ alarmSummary { critical } }' }));
  const signal = await asked.promise;
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
  await host.close();
  await Promise.all([broken, aborted]);
  expect(log).toEqual(['start', 'close']);
});
