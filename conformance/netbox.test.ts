/** An adapter subgraph over an emulated NetBox, over HTTP: versions that page by keys in each of the ways. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { smallNetwork } from '#lab/estate/netbox/small-network.ts';
import { startNetboxEmulation } from '#lab/estate/netbox/start-netbox-emulation.ts';
import { serveConfigured } from '#subgraphs/host/serve-configured.ts';
import { textReport } from './report.ts';
import { conformance } from './run.ts';
import { httpWire } from './wire.ts';

const TOKEN = 'conformance-token-0123456789';
const CONFIGURATION = (url: string): string => `
version: 1
sources:
  - name: netbox-north
    adapter: netbox
    timeoutMs: 20000
    options: { url: '${url}', token: { env: NETBOX_TOKEN }, pollSeconds: 0.2 }
`;

test.each(['3.7.8', '4.6.8'])('NetBox %s: its inventory keeps the contract', async (version) => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-netbox-'));
  const netbox = await startNetboxEmulation({ rows: smallNetwork(), token: TOKEN, version });
  const config = join(folder, 'tributary.yaml');
  writeFileSync(config, CONFIGURATION(netbox.url));
  const host = await serveConfigured(
    {
      config,
      source: 'netbox-north',
      graph: null,
      state: join(folder, 'state'),
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
    },
    { env: { NETBOX_TOKEN: TOKEN } },
  );
  const url = `${host.url}/inventory`;
  const wire = httpWire(url, {});
  try {
    const options = {
      domain: 'inventory' as const,
      role: 'enumerates' as const,
      sample: 60,
      resources: [],
      mutations: false,
      alarm: null,
    };
    const verdict = await conformance(wire.send, options, { requests: 5000, ms: 50_000, requestMs: 20_000 });
    const outcome = (id: string) => verdict.results.find(({ law }) => law.id === id)?.outcome;
    expect(['entities-same', 'filters', 'resolve', 'order', 'page-sizes'].map(outcome)).toEqual(
      Array.from({ length: 5 }, () => 'HELD'),
    );
    const breached = verdict.results.filter((result) => result.outcome === 'BREACHED');
    expect(breached.length === 0 ? '' : textReport({ url, domain: 'inventory', headers: [] }, verdict)).toBe(
      '',
    );
  } finally {
    await wire.close();
    await host.close();
    await netbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
