import { afterEach, describe, expect, test } from '@jest/globals';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import { identifiersOf, managementAddress } from './hosts.ts';
import { type Bench, TOKEN, call, graphOf, openBench, until } from './test-bench.ts';
import { hostRow } from './types.ts';

const RULES = [
  { field: 'host', type: 'NAME' },
  { field: 'name', type: 'NAME' },
  { field: 'interface.ip', type: 'MANAGEMENT_ADDRESS' },
  { field: 'interface.dns', type: 'FQDN' },
  { field: 'inventory.serialno_a', type: 'SERIAL_NUMBER' },
] as const;
const host = (more: object) => hostRow.parse({ hostid: '10084', host: 'par-cr1', name: 'par-cr1', ...more });
const at = (ip: string, more: object = {}) => ({ type: '2', main: '1', useip: '1', ip, dns: '', ...more });

describe('the identifiers of a host', () => {
  test.each<[string, object, string[]]>([
    ['one name, written twice', {}, ['NAME par-cr1']],
    ['two names', { name: 'Paris core 1' }, ['NAME par-cr1', 'NAME Paris core 1']],
    ['an address', { interfaces: [at('198.51.100.1')] }, ['NAME par-cr1', 'MANAGEMENT_ADDRESS 198.51.100.1']],
    [
      'an address that is not used',
      { interfaces: [at('198.51.100.1', { useip: '0', dns: 'p.example' })] },
      ['NAME par-cr1', 'FQDN p.example'],
    ],
    [
      'everybody’s loopback',
      { interfaces: [at('127.0.0.1'), at('::1'), at('0.0.0.0'), at('127.0.10.10')] },
      ['NAME par-cr1'],
    ],
    ['a macro', { interfaces: [at('{$ADDRESS}', { dns: '{HOST.HOST}' })] }, ['NAME par-cr1']],
    ['a lights-out controller', { interfaces: [at('198.51.100.9', { type: '3' })] }, ['NAME par-cr1']],
    ['a serial number', { inventory: { serialno_a: ' SN1 ' } }, ['NAME par-cr1', 'SERIAL_NUMBER SN1']],
    ['no inventory', { inventory: [] }, ['NAME par-cr1']],
  ])('%s', (_, more, expected) => {
    expect(identifiersOf(host(more), RULES).map(({ type, value }) => `${type} ${value}`)).toEqual(expected);
  });

  test('the main interface is the one it is managed at', () => {
    const interfaces = [at('198.51.100.2', { main: '0' }), at('198.51.100.1')];
    expect([managementAddress(host({ interfaces })), managementAddress(host({}))]).toEqual([
      '198.51.100.1',
      null,
    ]);
  });
});

describe.each(['6.0.14', '7.4.1'])('what Zabbix %s knows of elements', (version) => {
  let source: ZabbixEmulation;
  let bench: Bench;
  afterEach(async () => {
    await bench.close();
    await source.close();
  });

  test('only what it truly knows, of those that are bound', async () => {
    source = await startZabbixEmulation({
      version,
      token: TOKEN,
      hosts: [
        {
          host: 'par-cr1',
          name: 'Paris core 1',
          groups: ['Sites/Paris', 'Core'],
          interfaces: [{ ip: '198.51.100.1', dns: 'par-cr1.example' }],
          inventory: {
            vendor: 'Nokia',
            model: '7750 SR-7',
            hardware: 'x',
            software: ' ',
            os: 'TiMOS 23',
            serialno_a: 'SN1',
          },
        },
        { host: 'bare' },
        { host: 'stranger', interfaces: [{ ip: '198.51.100.77' }] },
      ],
    });
    const known = ['par-cr1', 'bare'].map((value, n) => ({
      id: `inv/device.a${n + 1}`,
      keys: [{ type: 'NAME' as const, value }],
    }));
    bench = openBench(source.url, { uiUrl: 'https://noc.example/zabbix' }, graphOf(known));
    const port = bench.adapter.inventory;
    await expect(port?.resourcesByIds(['inv/device.a1'], call())).rejects.toMatchObject({
      code: 'NOT_SYNCHRONISED',
    });
    await bench.adapter.start();
    const read = () => port?.resourcesByIds(['inv/device.a2', 'elsewhere/x', 'inv/device.a1'], call()) ?? [];
    await until(async () => (await read())[2] !== null);
    const [bare, none, full] = await read();
    expect(none).toBeNull();
    const { hostid } = source.control.hostNamed('par-cr1');
    expect(full).toEqual({
      id: 'inv/device.a1',
      identifiers: [
        { type: 'NAME', scope: null, value: 'par-cr1', source: 'suite' },
        { type: 'NAME', scope: null, value: 'Paris core 1', source: 'suite' },
        { type: 'MANAGEMENT_ADDRESS', scope: null, value: '198.51.100.1', source: 'suite' },
        { type: 'FQDN', scope: null, value: 'par-cr1.example', source: 'suite' },
        { type: 'SERIAL_NUMBER', scope: null, value: 'SN1', source: 'suite' },
        { type: 'NATIVE_ID', scope: 'suite', value: hostid, source: 'suite' },
      ],
      sourceRecords: [
        {
          source: 'suite',
          nativeId: hostid,
          asOf: expect.stringMatching(/Z$/),
          href: `https://noc.example/zabbix/zabbix.php?action=problem.view&hostids%5B0%5D=${hostid}&filter_set=1`,
        },
      ],
      characteristics: [{ name: 'hostGroups', value: 'Core, Sites/Paris' }],
      equipment: {
        vendor: 'Nokia',
        model: '7750 SR-7',
        serialNumber: 'SN1',
        softwareVersion: 'TiMOS 23',
        managementAddress: '198.51.100.1',
      },
    });
    expect(bare).toMatchObject({ id: 'inv/device.a2', characteristics: [], equipment: null });
  });

  test('a host that is renamed stays who it is', async () => {
    source = await startZabbixEmulation({ version, token: TOKEN, hosts: [{ host: 'par-cr1' }] });
    bench = openBench(
      source.url,
      {},
      graphOf([{ id: 'inv/device.a1', keys: [{ type: 'NAME', value: 'par-cr1' }] }]),
    );
    await bench.adapter.start();
    const names = async () =>
      (await bench.adapter.inventory?.resourcesByIds(['inv/device.a1'], call()))?.[0]?.identifiers?.map(
        ({ value }) => value,
      ) ?? [];
    await until(async () => (await names()).includes('par-cr1'));
    source.control.updateHost('par-cr1', { host: 'paris-core-one' });
    await until(async () => (await names()).includes('paris-core-one'));
    expect(await names()).not.toContain('par-cr1');
  });

  test('who is meant by a name that it has: by whatever it tells of an element itself', async () => {
    source = await startZabbixEmulation({
      version,
      token: TOKEN,
      hosts: [
        { host: 'PAR-CR1.noc.example', name: 'Paris core 1', interfaces: [{ ip: '198.51.100.1' }] },
        { host: 'stranger' },
      ],
    });
    bench = openBench(
      source.url,
      {},
      graphOf([{ id: 'inv/device.a1', keys: [{ type: 'MANAGEMENT_ADDRESS', value: '198.51.100.1' }] }]),
    );
    const port = bench.adapter.inventory;
    const knownAs = async (keys: readonly IdentifierInput[]) => (await port?.knownAs?.(keys, call())) ?? [];
    const byName: IdentifierInput = { type: 'NAME', value: 'paris CORE 1' };
    expect(await knownAs([byName])).toEqual([{ bound: [], complete: false }]);
    await bench.adapter.start();
    await until(async () => (await knownAs([byName]))[0]?.bound.length === 1);
    const told = (await port?.resourcesByIds(['inv/device.a1'], call()))?.[0]?.identifiers ?? [];
    expect(told.length).toBeGreaterThan(3);
    const found = await knownAs(
      told.map(({ type, value, scope }) => ({ type, value, scope: scope ?? null })),
    );
    expect(found.map(({ bound }) => bound.map(({ id }) => id))).toEqual(told.map(() => ['inv/device.a1']));
    await until(async () => (await knownAs([{ type: 'NAME', value: 'stranger' }]))[0]?.complete === true);
    expect(
      await knownAs([
        { type: 'NAME', value: 'stranger' },
        { type: 'NATIVE_ID', scope: 'other', value: '1' },
      ]),
    ).toEqual([
      { bound: [], complete: true },
      { bound: [], complete: true },
    ]);
  });
});
