import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { request } from 'undici';
import { DOMAINS } from '#schema/domains.ts';
import { type ContractServer, startContractServer } from './testing/contract-server.ts';
import { GatewayProcess } from './testing/gateway-process.ts';
import { type TestServer, startServer } from './testing/http-server.ts';

jest.setTimeout(30_000);

const servers: ContractServer[] = [];
const processes: GatewayProcess[] = [];
let hanging: TestServer;
let asked = Promise.withResolvers<void>();

beforeAll(async () => {
  const resolvers = {
    Query: { faultSources: () => [{ source: 'all-west', syncState: 'IN_SYNC' }] },
  };
  for (const domain of DOMAINS)
    servers.push(await startContractServer(domain, 'all-west', domain === 'faults' ? resolvers : {}));
  hanging = await startServer((incoming) => {
    incoming.resume();
    asked.resolve();
  });
});

afterEach(async () => {
  for (const child of processes.splice(0)) await child.close();
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await hanging.close();
});

function configurationOf(...more: string[]): string {
  const members = DOMAINS.map(
    (domain, i) =>
      `  - { source: all-west, domain: ${domain}, url: "${servers[i]?.url ?? ''}", regions: [west] }`,
  );
  return ['version: 1', 'members:', ...members, ...more].join('\n');
}

function start(...more: string[]): GatewayProcess {
  const child = new GatewayProcess(configurationOf(...more));
  processes.push(child);
  return child;
}

async function ask(url: string, query: string) {
  const { body, statusCode } = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
}

test('serves, says where and whom, contacts its members and nobody else, and ends when told to', async () => {
  const child = start();
  const url = await child.url();
  expect((await ask(url, '{ faultSources { source } }')).body['data']).toEqual({
    faultSources: [{ source: 'all-west' }],
  });
  const ready = await request(`${url}/health/ready`);
  expect(ready.statusCode).toBe(200);
  expect(await ready.body.json()).toMatchObject({ ready: true, missing: [] });
  expect((await request(`${url}/`)).statusCode).toBe(200);
  expect(child.stdout).toContain('  all-west  west     inventory, faults, services');

  const told = performance.now();
  child.kill('SIGTERM');
  child.kill('SIGINT');
  expect(await child.exit()).toBe(0);
  expect(performance.now() - told).toBeLessThan(5000);
  expect(child.stderr).toBe('');
  const addresses = servers.map((server) => `connect ${new URL(server.url).host}`);
  expect(child.contacted().toSorted()).toEqual(addresses.toSorted());
});

test('ends in time although a member hangs', async () => {
  asked = Promise.withResolvers<void>();
  const child = start(`  - { source: hung-east, domain: faults, url: "${hanging.url}" }`);
  const url = await child.url();
  const answer = ask(url, '{ faultSources { source } }').catch(() => undefined);
  await asked.promise;
  const told = performance.now();
  child.kill('SIGINT');
  expect(await child.exit()).toBe(0);
  expect(performance.now() - told).toBeLessThan(5000);
  await answer;
});

test('follows its file, and reads it when told to', async () => {
  const child = start();
  const url = await child.url();
  const east = await startContractServer('faults', 'east', {
    Query: { faultSources: () => [{ source: 'east', syncState: 'IN_SYNC' }] },
  });
  servers.push(east);
  child.write(configurationOf(`  - { source: east, domain: faults, url: "${east.url}" }`));
  await child.said('east joined: faults');
  expect((await ask(url, '{ faultSources { source } }')).body['data']).toEqual({
    faultSources: [{ source: 'all-west' }, { source: 'east' }],
  });
  child.kill('SIGHUP');
  await child.said('was read again: nothing changes for the members');
  child.write(configurationOf());
  child.kill('SIGHUP');
  await child.said('east left: faults');
});

describe('what an operator can mend is told without a stack', () => {
  test('faults of the configuration, all of them', async () => {
    const child = new GatewayProcess('version: 2\nsources: []\nmembres: []\n');
    processes.push(child);
    expect(await child.exit()).toBe(1);
    expect(child.stderr).toContain('version');
    expect(child.stderr).toContain('membres');
    expect(child.stderr).not.toMatch(/^\s+at /m);
    expect(child.stdout).toBe('');
  });
});
