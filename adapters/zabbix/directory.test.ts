/** Whoever has learnt a trigger has it, whatever is forgotten meanwhile. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Secret } from '#adapters/kit/config/secret.ts';
import type { HttpClient } from '#adapters/kit/http/client.ts';
import { createHttpClient } from '#adapters/kit/http/create-http-client.ts';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import { type ZabbixClient, createZabbixClient } from './client.ts';
import { createDirectory } from './directory.ts';

const TOKEN = 'token-of-the-tests';
const TRIGGERS = ['23001', '23002'].map((triggerid) => ({
  triggerid,
  hosts: ['par-cr1'],
  description: 'Interface down',
  priority: 4 as const,
}));
const row = ({ triggerid }: { readonly triggerid: string }) => ({ objectid: triggerid, acknowledges: [] });

let source: ZabbixEmulation;
let http: HttpClient;
let client: ZabbixClient;

beforeEach(async () => {
  source = await startZabbixEmulation({
    version: '7.0.5',
    token: TOKEN,
    hosts: [{ host: 'par-cr1' }],
    triggers: TRIGGERS,
  });
  const limits = { timeoutMs: 1000, concurrency: 4, maxResponseBytes: 1e6 };
  http = createHttpClient({ source: 'zabbix-west', baseUrl: source.url, limits });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const credentials = { token: new Secret(TOKEN) };
  client = createZabbixClient({ source: 'zabbix-west', http, path: '', credentials, log });
});
afterEach(async () => {
  await http.close();
  await source.close();
});

test('what a refresh forgets while others are read is read once more', async () => {
  let meanwhile = async (): Promise<void> => undefined;
  const interrupted: ZabbixClient = {
    ...client,
    async batch(...asked) {
      const results = await client.batch(...asked);
      await meanwhile();
      return results;
    },
  };
  const directory = createDirectory(interrupted, Date.now);
  const [first, second] = TRIGGERS.map(row);
  await directory.learn([first!]);
  meanwhile = async () => {
    meanwhile = async () => undefined;
    await directory.refresh(new Set());
  };
  await directory.learn([first!, second!]);
  expect(TRIGGERS.map(({ triggerid }) => directory.trigger(triggerid)?.row.hosts.length)).toEqual([1, 1]);
});

test('what nothing refers to any more is forgotten; what Zabbix has not is not asked for again', async () => {
  const directory = createDirectory(client, Date.now);
  await directory.learn(['23001', '23002', '99999'].map((triggerid) => row({ triggerid })));
  const asked = source.calls.length;
  await directory.learn([row({ triggerid: '99999' })]);
  expect(source.calls.length).toBe(asked);
  await directory.refresh(new Set(['23002']));
  expect(['23001', '23002', '99999'].map((id) => directory.trigger(id) !== null)).toEqual([
    false,
    true,
    false,
  ]);
});
