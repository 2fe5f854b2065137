/** Sources that this process opens itself join, leave and are replaced while it serves: real adapters over emulated systems. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import type { AdapterModule } from '#adapters/kit/module.ts';
import { adapters } from '#adapters/registry.ts';
import { type ConfiguredGateway, startGateway } from '#gateway/start-configured.ts';
import { askOver, keptLog } from '#gateway/testing/edited-file.ts';
import { type Systems, startSystems } from '../estate/start-systems.ts';
import { within } from '../real/testing/within.ts';
import type { SourceEntry } from './stand.ts';

jest.setTimeout(120_000);

const PATIENCE_MS = 40_000;
const folder = mkdtempSync(join(tmpdir(), 'tributary-joining-'));
const kept = keptLog();
/** "open x", "close x", in order; rehearsals apart. */
const events: string[] = [];
let systems: Systems;
let path: string;
let gateway: ConfiguredGateway;
let residents: readonly SourceEntry[];
let guest: SourceEntry;

beforeAll(async () => {
  systems = await startSystems(join(folder, 'systems'));
  const { sources } = parse(readFileSync(systems.configuration, 'utf8')) as { sources: SourceEntry[] };
  const found = sources.findLast(({ adapter }) => adapter === 'zabbix');
  if (!found) throw new Error('There must be a fault manager in the estate.');
  guest = found;
  residents = sources.filter((source) => source !== guest);
  path = join(dirname(systems.configuration), 'followed.yaml');
  write(residents);
  gateway = await startGateway({
    configuration: loadConfiguration(path, watchedModules(), {}),
    host: '127.0.0.1',
    port: 0,
    stateRoot: join(folder, 'state'),
    log: kept.log,
    modules: watchedModules(),
    follow: { path, env: {} },
  });
  await inSync(residents);
});
afterAll(async () => {
  await gateway.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
});

function watchedModules(): Map<string, AdapterModule> {
  return new Map(
    [...adapters].map(([type, module]) => [
      type,
      {
        ...module,
        open(options: unknown, tools: Parameters<typeof module.open>[1]) {
          const adapter = module.open(options, tools);
          if (tools.stateDir.includes('.rehearsal-')) return adapter;
          events.push(`open ${tools.source}`);
          const close = async (): Promise<void> => {
            await adapter.close();
            events.push(`close ${tools.source}`);
          };
          return new Proxy(adapter, { get: (own, key) => (key === 'close' ? close : bound(own, key)) });
        },
      },
    ]),
  );
}

function bound(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key, target);
  return typeof value === 'function' ? (value.bind(target) as unknown) : value;
}

function write(sources: readonly object[], comment = ''): void {
  writeFileSync(path, `${stringify({ version: 1, sources })}${comment}`);
}

async function said(text: string): Promise<void> {
  await within(PATIENCE_MS, `The line "${text}"`, async () => kept.said().some((one) => one.includes(text)));
}

async function faultSources(): Promise<ReadonlyMap<string, string>> {
  const { data } = await askOver(gateway.url, '{ faultSources { source syncState } }');
  const { faultSources: all } = data as { faultSources: { source: string; syncState: string }[] };
  return new Map(all.map(({ source, syncState }) => [source, syncState]));
}

async function inSync(sources: readonly SourceEntry[]): Promise<void> {
  const names = sources.filter(({ adapter }) => adapter === 'zabbix').map(({ name }) => name);
  await within(PATIENCE_MS, `Alarms of ${names.join(', ')}`, async () => {
    const states = await faultSources();
    return states.size === names.length && names.every((name) => states.get(name) === 'IN_SYNC');
  });
}

test('a fault manager joins: its alarms are there as soon as it is in sync, and nobody else is opened again', async () => {
  events.length = 0;
  write([...residents, guest]);
  await said(`${guest.name} joined: inventory, faults`);
  await inSync([...residents, guest]);
  const { data } = await askOver(
    gateway.url,
    `{ alarms(first: 1, filter: { source: ["${guest.name}"] }) { complete totalCount } }`,
  );
  expect(data).toMatchObject({ alarms: { totalCount: expect.any(Number) } });
  expect(events).toEqual([`open ${guest.name}`]);
});

test('a file that says the same in other words touches nobody, whatever its secrets are by now', async () => {
  events.length = 0;
  const secret = (guest.options['token'] as { readonly file: string }).file;
  const token = join(dirname(path), secret);
  const right = readFileSync(token, 'utf8');
  writeFileSync(token, 'another');
  write([...residents, { timeoutMs: 5000, ...guest }], '# nothing new\n');
  await said('nothing changes for the members');
  writeFileSync(token, right);
  expect(events).toEqual([]);
});

test('one that cannot be opened keeps all others as they were', async () => {
  events.length = 0;
  writeFileSync(join(dirname(path), 'aliases.csv'), 'nativeName,type,value\nx,NONSENSE,y\n');
  const broken = { ...guest, name: 'broken', identity: { aliases: { file: 'aliases.csv' } } };
  write([residents[0], broken].flatMap((one) => one ?? []));
  await said('NONSENSE');
  expect(events).toEqual([]);
  expect((await faultSources()).has(guest.name)).toBe(true);
});

test('a changed one is closed before it opens anew, and no answer is complete without it meanwhile', async () => {
  events.length = 0;
  write([...residents, { ...guest, timeoutMs: 4000, options: { ...guest.options, historyDays: 30 } }]);
  const line = `${guest.name} replaced: timeoutMs, options.historyDays changed`;
  for (let isTold = false; !isTold; isTold = kept.said().includes(line))
    expect((await faultSources()).has(guest.name)).toBe(true);
  await inSync([...residents, guest]);
  expect(events).toEqual([`close ${guest.name}`, `open ${guest.name}`]);
});

test('it leaves, and comes back with what it had bound', async () => {
  events.length = 0;
  write(residents);
  await said(`${guest.name} left: inventory, faults`);
  expect([...(await faultSources()).keys()]).not.toContain(guest.name);
  write([...residents, guest]);
  await inSync([...residents, guest]);
  expect(events).toEqual([`close ${guest.name}`, `open ${guest.name}`]);
});
