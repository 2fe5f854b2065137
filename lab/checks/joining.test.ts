/** A gateway follows its file while it serves: over HTTP on every side. */
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { request } from 'undici';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import { within } from '../real/testing/within.ts';
import { type ConfiguredGateway, startGateway } from '#gateway/start-configured.ts';
import { EditedFile, type Asked, askOver, keptLog } from '#gateway/testing/edited-file.ts';
import { type MemberServer, lineOf, startMemberServer } from '#gateway/testing/member-server.ts';
import type { TestRecord } from '#gateway/testing/record-member.ts';

jest.setTimeout(90_000);

const PATIENCE_MS = 20_000;
const MODULES = new Map();
const started: { close(): Promise<void> }[] = [];
let file: EditedFile;
let kept: ReturnType<typeof keptLog>;
let west: MemberServer;

beforeEach(async () => {
  file = new EditedFile();
  kept = keptLog();
  west = await server('west', 1, 6);
});
afterEach(async () => {
  for (const one of started.splice(0).toReversed()) await one.close();
  file.remove();
});

const device = (source: string, n: number): TestRecord => ({
  id: `${source}/device.${n}`,
  kind: 'DEVICE',
  name: `${source}-${n}`,
});

async function server(source: string, from: number, till: number): Promise<MemberServer> {
  const records = Array.from({ length: till - from + 1 }, (_, i) => device(source, from + i));
  const one = await startMemberServer('inventory', source, records);
  started.push(one);
  return one;
}

const configuration = (...lines: readonly string[]): string[] => ['version: 1', 'members:', ...lines];

async function start(...lines: readonly string[]): Promise<ConfiguredGateway> {
  file.write(...configuration(...lines));
  const gateway = await startGateway({
    configuration: loadConfiguration(file.path, MODULES, {}),
    host: '127.0.0.1',
    port: 0,
    stateRoot: file.folder,
    log: kept.log,
    modules: MODULES,
    follow: { path: file.path, env: {} },
  });
  started.push(gateway);
  return gateway;
}

async function said(text: string): Promise<void> {
  await within(PATIENCE_MS, `The line "${text}"`, async () => kept.said().includes(text));
}

interface Listed {
  readonly names: readonly string[];
  readonly complete: boolean;
  readonly next: string | null;
  readonly sources: readonly string[];
}

async function list({ url }: ConfiguredGateway, args = 'first: 50'): Promise<Listed> {
  const answer: Asked = await askOver(
    url,
    `{ resources(${args}) { complete pageInfo { endCursor hasNextPage } edges { node { name } } } }`,
  );
  const { resources } = answer.data as {
    resources: {
      complete: boolean;
      pageInfo: { endCursor: string | null; hasNextPage: boolean };
      edges: { node: { name: string } }[];
    };
  };
  return {
    names: resources.edges.map(({ node }) => node.name),
    complete: resources.complete,
    next: resources.pageInfo.hasNextPage ? resources.pageInfo.endCursor : null,
    sources: (answer.extensions?.sources ?? []).map(({ source }) => source),
  };
}

async function ready({ url }: ConfiguredGateway) {
  const { body } = await request(`${url}/health/ready`);
  return (await body.json()) as { domains: { inventory: string[] }; sources: { source: string }[] };
}

test('who is added to the file joins, and who is taken out leaves; nothing is recomposed or planned again', async () => {
  const south = await server('south', 1, 2);
  const gateway = await start(lineOf(west));
  const { current } = gateway.supergraph;
  expect((await list(gateway)).sources).toEqual(['west']);
  const planned = jest.spyOn(current.planner, 'plan');

  file.write(...configuration(lineOf(west), lineOf(south)));
  await said('south joined: inventory');
  expect(await list(gateway)).toMatchObject({ complete: true, sources: ['west', 'south'] });
  expect((await list(gateway)).names).toContain('south-1');
  expect(await ready(gateway)).toMatchObject({
    domains: { inventory: ['west', 'south'] },
    sources: [{ source: 'west' }, { source: 'south' }],
  });

  file.write(...configuration(lineOf(west)));
  await said('south left: inventory');
  expect(await list(gateway)).toMatchObject({ complete: true, sources: ['west'] });
  expect(await ready(gateway)).toMatchObject({ sources: [{ source: 'west' }] });

  expect(gateway.supergraph.current).toBe(current);
  expect(new Set(planned.mock.results.map(({ value }) => value)).size).toBe(1);
  expect(west.connections()).toBe(1);
});

test('cursors stay valid: what was there before is shown once, what joined after the cursor too', async () => {
  const south = await server('south', 1, 6);
  const gateway = await start(lineOf(west));
  const first = await list(gateway, 'first: 2, orderBy: NAME');
  expect(first.names).toEqual(['west-1', 'west-2']);

  file.write(...configuration(lineOf(west), lineOf(south)));
  await said('south joined: inventory');
  const second = await list(gateway, `first: 2, orderBy: NAME, after: "${first.next}"`);
  expect(second.names).toEqual(['west-3', 'west-4']);
  const all = await list(gateway, 'first: 7, orderBy: NAME');
  expect(all.names.at(-1)).toBe('west-1');

  file.write(...configuration(lineOf(west)));
  await said('south left: inventory');
  const third = await list(gateway, `first: 5, orderBy: NAME, after: "${second.next}"`);
  expect(third).toMatchObject({ names: ['west-5', 'west-6'], next: null, complete: true });
  const onOfTheirs = await list(gateway, `first: 2, orderBy: NAME, after: "${all.next}"`);
  expect(onOfTheirs.names).toEqual(['west-2', 'west-3']);
});

test('a request under way keeps those it began with; who has left is closed after it', async () => {
  const south = await server('south', 1, 1);
  const gateway = await start(lineOf(west), lineOf(south));
  const slow = south.hold();
  const answer = list(gateway);
  await slow.arrived;
  file.write(...configuration(lineOf(west)));
  await said('south left: inventory');
  expect((await list(gateway)).sources).toEqual(['west']);
  slow.release();
  expect(await answer).toMatchObject({ complete: true, sources: ['west', 'south'] });
  expect((await answer).names).toContain('south-1');
});

test('who is changed is replaced, and nobody else is touched', async () => {
  const gateway = await start(lineOf(west));
  await list(gateway);
  const other = await server('west', 7, 7);
  const east = await server('east', 1, 1);
  file.write(...configuration(lineOf(west), lineOf(east)));
  await said('east joined: inventory');
  await list(gateway);
  file.write(...configuration(lineOf(other), lineOf(east)));
  await said('west replaced: url changed');
  expect((await list(gateway)).names.toSorted()).toEqual(['east-1', 'west-7']);
  expect(west.connections()).toBe(1);
  expect(east.connections()).toBe(1);
});

test('a file with faults changes nothing, and every fault is told at once', async () => {
  const gateway = await start(lineOf(west));
  file.write('version: 2', 'members:', lineOf(west, ', regoins: [x]'), '  - { source: Q_1 }');
  await within(PATIENCE_MS, 'The faults', async () => kept.lines.some(({ faults }) => faults));
  const line = kept.lines.find(({ faults }) => faults);
  expect(line?.msg).toContain('What was in force stays in force.');
  const faults = line?.faults?.join('\n');
  expect(faults).toContain('version (line 1) must be 1, but got: 2');
  expect(faults).toContain('members[0].regoins (line 3) must not be there');
  expect(faults).toContain('Did you mean "regions"?');
  expect(faults).toContain('members[1].source (line 4) must be a DNS label');
  expect(await list(gateway)).toMatchObject({ complete: true, sources: ['west'] });

  const east = await server('east', 1, 1);
  file.write(...configuration(lineOf(west), lineOf(east)));
  await said('east joined: inventory');
});

test('after twenty quick edits those of the last one serve, and were all that ever did', async () => {
  const guests = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => server(`guest-${String(i + 1).padStart(2, '0')}`, 1, 1)),
  );
  const gateway = await start(lineOf(west));
  // In place, as a script would: each text is whole for a moment at least.
  for (const guest of guests) writeFileSync(file.path, configuration(lineOf(west), lineOf(guest)).join('\n'));
  await said('guest-20 joined: inventory');
  expect((await list(gateway)).sources).toEqual(['west', 'guest-20']);
  for (const guest of guests) file.write(...configuration(lineOf(guest), lineOf(west)));
  file.write(...configuration(lineOf(west)));
  await said('guest-20 left: inventory');
  expect((await list(gateway)).sources).toEqual(['west']);
});

test('the order of the file and `precedence:` hold from the next request on', async () => {
  const says = async (source: string): Promise<string> => {
    const records = [{ ...device('west', 1), resourceType: `says ${source}` }];
    const one = await startMemberServer('inventory', source, records);
    started.push(one);
    return lineOf(one, ', role: CONTRIBUTES, contributes: { Resource: [resourceType] }');
  };
  const [a, b] = [await says('a'), await says('b')];
  const gateway = await start(lineOf(west), a, b);
  const told = async (): Promise<unknown> =>
    (await askOver(gateway.url, '{ resource(id: "west/device.1") { resourceType } }')).data;
  expect(await told()).toEqual({ resource: { resourceType: 'says a' } });
  file.write(...configuration(lineOf(west), b, a));
  await said('the order of precedence has changed');
  expect(await told()).toEqual({ resource: { resourceType: 'says b' } });
  const rule = '  - { type: Resource, fields: [resourceType], sources: [a] }';
  file.write(...configuration(lineOf(west), b, a), 'precedence:', rule);
  await said('the rules of precedence have changed');
  expect(await told()).toEqual({ resource: { resourceType: 'says a' } });
});

test('what cannot change while it serves is named', async () => {
  await start(lineOf(west));
  file.write(...configuration(lineOf(west)), 'gateway: { deadlineMs: 4000 }');
  await said('gateway.deadlineMs changed: that takes effect at the next start');
});

test('a domain that loses its last member is told of', async () => {
  const gateway = await start(lineOf(west));
  const nms = await startMemberServer('faults', 'nms');
  started.push(nms);
  file.write(...configuration(lineOf(nms)));
  await said('west left: inventory');
  expect(kept.said()).toContain('nobody serves inventory any more: this gateway is not ready');
  expect(await ready(gateway)).toMatchObject({ domains: { inventory: [] } });
});
