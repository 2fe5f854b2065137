/** What a person types: npm start. It contacts its own systems and nobody else, and nothing of it is left when it is told to end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, jest, test } from '@jest/globals';
import { within } from '../real/testing/within.ts';
import { dataOf, estateQuery } from './ask.ts';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
const egress = join(folder, 'egress.log');
const spy = new URL('../../gateway/testing/egress-spy.mjs', import.meta.url).href;
let child: ChildProcess;
afterAll(() => {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('npm start serves within 30 s, contacts nobody else, and ends within 5 s', async () => {
  const began = performance.now();
  child = spawn('npm', ['start'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: {
      ...process.env,
      PORT: '0',
      TRIBUTARY_STATE: join(folder, 'state'),
      EGRESS_LOG: egress,
      NODE_OPTIONS: `--import ${spy}`,
      npm_config_update_notifier: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  let complaints = '';
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()));
  let said = '';
  for await (const text of child.stdout as AsyncIterable<Buffer>) {
    said += text.toString();
    if (said.includes('Ctrl+C')) break;
  }
  if (!said.includes('Ctrl+C')) throw new Error(`It has ended: ${complaints}`);
  expect(performance.now() - began).toBeLessThan(30_000);
  const url = /GraphQL +(http:\/\/\S+)\/graphql/.exec(said)?.[1] ?? '';
  const sources = [
    'netbox-north',
    'legacy-west',
    'legacy-east',
    'service-inventory',
    'zabbix-west',
    'zabbix-east',
  ];
  for (const source of sources) expect(said).toMatch(new RegExp(`${source} .* UP`));
  await within(10_000, 'A complete answer', async () => {
    const { alarms } = await dataOf<{ alarms: { complete: boolean } }>(url, estateQuery('noc'));
    return alarms.complete;
  });

  const told = performance.now();
  child.kill('SIGTERM');
  await exit;
  expect(performance.now() - told).toBeLessThan(5000);
  await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');

  // Itself, for what it says at its start, and the three systems that its own configuration names.
  const configuration = readFileSync(join(folder, 'state', 'estate', 'tributary.yaml'), 'utf8');
  const configured = [...configuration.matchAll(/url: (http:\S+)/g)].map(([, address = '']) => address);
  const allowed = [url, ...configured].map((address) => `connect ${new URL(address).host}`);
  const contacted = readFileSync(egress, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && line !== 'watching');
  expect(configured.length).toBe(3);
  expect([...new Set(contacted)].toSorted()).toEqual(allowed.toSorted());
});
