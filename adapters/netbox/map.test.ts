/** What NetBox's words become: a row per rule. */
import { describe, expect, test } from '@jest/globals';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import { netboxOptions } from './config.ts';
import { nautobotDialect } from './dialects/nautobot.ts';
import { netboxDialect } from './dialects/netbox.ts';
import type { Dialect } from './dialects/dialect.ts';
import { type MapContext, type Supplements, NO_SUPPLEMENTS } from './map.ts';
import { RECORD_TYPES, type RecordTypeName } from './record-types.ts';
import { bitsOf, lifecycleOf, mediumOf, metresOf, operationalOf } from './states.ts';

function context(
  more: object = {},
  dialect: Dialect = netboxDialect('4.2.9'),
  supplements: Partial<Supplements> = {},
): MapContext {
  return {
    source: 'nb',
    dialect,
    options: netboxOptions.parse({ url: 'http://nb', token: { env: 'PATH' }, ...more }),
    supplements: { ...NO_SUPPLEMENTS, ...supplements },
    asOf: '2026-11-23T10:00:00.000Z',
  };
}

function record(type: RecordTypeName, row: object, given = context()): ResourceRecord {
  const { row: schema, map } = RECORD_TYPES[type];
  return map(schema.parse({ id: 7, ...row }), given).record;
}

function characteristic(of: ResourceRecord, name: string): string | undefined {
  return of.characteristics?.find((one) => one.name === name)?.value;
}

describe('words', () => {
  test.each([
    ['planned', 'PLANNED'],
    ['staged', 'PLANNED'],
    ['provisioning', 'PLANNED'],
    ['active', 'INSTALLED'],
    ['failed', 'INSTALLED'],
    ['connected', 'INSTALLED'],
    ['decommissioning', 'PENDING_REMOVAL'],
    ['retired', 'REMOVED'],
    ['inventory', null],
    ['our own status', null],
    ['constructor', null],
    [null, null],
  ])('status %s is %s', (status, stage) => expect(lifecycleOf(status)).toBe(stage));

  test('only failed says something of whether it works', () => {
    expect(['failed', 'active', 'offline', null].map(operationalOf)).toEqual(['DISABLED', null, null, null]);
  });

  test.each([
    ['smf-os2', 'FIBRE'],
    ['mmf', 'FIBRE'],
    ['aoc', 'FIBRE'],
    ['cat6a', 'COPPER'],
    ['dac-passive', 'COPPER'],
    ['lmr-400', 'COPPER'],
    ['power', null],
    ['usb', null],
    ['', null],
  ])('cable type %s is %s', (type, medium) => expect(mediumOf(type)).toBe(medium));

  test.each([
    [1.5, 'km', 1500],
    [3, 'ft', 0.914],
    [12, 'in', 0.305],
    [2, 'furlong', null],
    [null, 'm', null],
    [5, null, null],
  ])('%s %s is %s m', (length, unit, metres) => expect(metresOf(length, unit)).toBe(metres));

  test('rates are kilobits', () => expect([bitsOf(100_000_000), bitsOf(null)]).toEqual([1e11, null]));
});

describe('records', () => {
  test('only a key is needed; what is not said is unknown', () => {
    for (const type of Object.keys(RECORD_TYPES) as RecordTypeName[])
      expect(record(type, {})).toMatchObject({ id: `nb/${type}.a7`, name: null });
  });

  test('an object without a key is none', () => {
    expect(RECORD_TYPES.device.row.safeParse({ id: -1 }).success).toBe(false);
    expect(RECORD_TYPES.device.row.safeParse({ name: 'x' }).success).toBe(false);
  });

  test('a device by its names, addresses and numbers', () => {
    const made = record(
      'device',
      {
        name: ' PE1 ',
        serial: 'S1',
        asset_tag: 'A1',
        role: { id: 1, name: 'PE' },
        device_type: { id: 3, manufacturer: { id: 1, name: 'Nokia' }, model: 'SR-1' },
        platform: { id: 1, name: 'SROS' },
        status: { value: 'failed', label: 'Failed' },
        primary_ip: { id: 1, address: '192.0.2.1/32' },
        primary_ip4: { id: 1, address: '192.0.2.1/32' },
        oob_ip: { id: 2, address: '10.0.0.1/8' },
      },
      context({}, netboxDialect('4.2.9'), { partNumber: () => 'PN' }),
    );
    expect(made).toMatchObject({
      kind: 'DEVICE',
      name: 'PE1',
      resourceType: 'PE',
      lifecycleState: 'INSTALLED',
      operationalState: 'DISABLED',
      equipment: {
        vendor: 'Nokia',
        model: 'SR-1',
        partNumber: 'PN',
        serialNumber: 'S1',
        softwareVersion: 'SROS',
        managementAddress: '192.0.2.1',
      },
    });
    expect(made.identifiers?.map(({ type, value }) => `${type} ${value}`)).toEqual([
      'NAME PE1',
      'MANAGEMENT_ADDRESS 192.0.2.1',
      'MANAGEMENT_ADDRESS 10.0.0.1',
      'SERIAL_NUMBER S1',
      'ALIAS A1',
      'NATIVE_ID device.7',
    ]);
  });

  test('a site with what the configuration says of its fields', () => {
    const site = record(
      'site',
      {
        name: 'STO',
        facility: 'STHMSE01',
        latitude: '59.4',
        longitude: 17.9,
        custom_fields: { land: 'se', n: 3, no: null },
      },
      context({ clli: 'facility', country: 'cf.land' }),
    );
    expect(site.location).toEqual({
      clli: 'STHMSE01',
      country: 'SE',
      address: null,
      latitude: 59.4,
      longitude: 17.9,
    });
    expect([characteristic(site, 'cf.n'), characteristic(site, 'cf.no')]).toEqual(['3', undefined]);
    expect(
      record('site', { custom_fields: { land: 'Sweden' } }, context({ country: 'cf.land' })).location
        ?.country,
    ).toBeNull();
  });

  test('a location is a place of its own in Nautobot alone', () => {
    const uuid = '11111111-2222-3333-4444-555555555555';
    const row = { id: uuid, name: 'Room', location_type: { id: uuid, name: 'Building' } };
    expect(record('location', row, context({}, nautobotDialect('3.2.7')))).toMatchObject({
      id: `nb/location.${uuid}`,
      kind: 'SITE',
      resourceType: 'Building',
    });
    expect(record('location', { name: 'Room' })).toMatchObject({ kind: 'OTHER', resourceType: 'location' });
  });

  test('a module of Nautobot is in the device or the module of its bay, or where it is stored', () => {
    const [id, other] = ['11111111-2222-3333-4444-555555555555', '66666666-2222-3333-4444-555555555555'];
    const { row, map, path } = RECORD_TYPES.module;
    const dialect = nautobotDialect('3.2.7');
    const containerOf = (module: object): string | null =>
      map(row.parse(dialect.adapt({ id, ...module }, path)), context({}, dialect)).container;
    const bay = { id, name: 'Slot 1', parent_device: null, parent_module: null };
    expect(containerOf({ parent_module_bay: { ...bay, parent_device: { id: other } } })).toBe(
      `nb/device.${other}`,
    );
    expect(containerOf({ parent_module_bay: { ...bay, parent_module: { id: other } } })).toBe(
      `nb/module.${other}`,
    );
    expect(containerOf({ parent_module_bay: null, location: { id: other } })).toBe(`nb/location.${other}`);
  });

  test('a port: no addresses are none, unread ones are unknown', () => {
    expect(record('interface', { count_ipaddresses: 0 }).port?.ipAddresses).toEqual([]);
    expect(record('interface', {}).port?.ipAddresses).toBeNull();
    expect(record('interface', { enabled: false }).administrativeState).toBe('LOCKED');
    expect(record('interface', { enabled: true, cable: { id: 9 } })).toMatchObject({
      administrativeState: 'UNLOCKED',
      port: { link: { id: 'nb/cable.a9' } },
    });
  });

  test('a port is named within its device', () => {
    const made = record('interface', {
      name: 'ge-0/0/1',
      device: { id: 42 },
      mac_address: 'AA:BB:CC:00:11:22',
    });
    expect(made.identifiers).toMatchObject([
      { type: 'PORT_NAME', scope: 'nb/device.b42', value: 'ge-0/0/1' },
      { type: 'MAC_ADDRESS', scope: null },
      { type: 'NATIVE_ID', scope: 'nb', value: 'interface.7' },
    ]);
  });

  test('a cable ends at ports, or at the device where the port is no port of ours', () => {
    const cable = record('cable', {
      label: '',
      type: 'smf',
      a_terminations: [{ object_type: 'dcim.interface', object_id: 1, object: { device: { id: 5 } } }],
      b_terminations: [{ object_type: 'dcim.rearport', object_id: 9, object: { device: { id: 6 } } }],
    });
    expect(cable.link).toMatchObject({
      medium: 'FIBRE',
      aEnd: { id: 'nb/interface.a1' },
      zEnd: { id: 'nb/device.a6' },
    });
    expect(cable.name).toBeNull();
    const into = { object_type: 'circuits.circuittermination', object_id: 1, object: { circuit: { id: 2 } } };
    expect(record('cable', { a_terminations: [into], b_terminations: [] }).link).toMatchObject({
      aEnd: null,
      zEnd: null,
    });
  });

  test('further identifiers are read from custom fields', () => {
    const rules = { identifiers: [{ on: 'device', field: 'cf.tid', type: 'TL1_TID' }] };
    const device = record('device', { custom_fields: { tid: 'STHM01' } }, context(rules));
    expect(device.identifiers?.[0]).toEqual({ type: 'TL1_TID', scope: null, value: 'STHM01', source: 'nb' });
  });

  test('links to the page where the configuration names it', () => {
    const [made] = record('device', {}, context({ uiUrl: 'https://nb.example/' })).sourceRecords ?? [];
    expect(made).toMatchObject({ nativeId: 'device.7', href: 'https://nb.example/dcim/devices/7/' });
  });
});
