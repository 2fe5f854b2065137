/** Where the rows of the models are kept: a table per model, a column per field, indexes on what is asked for. */
import type { ModelName } from './rows.ts';

type ColumnType = 'TEXT' | 'INTEGER' | 'REAL' | 'JSON';

export interface Table {
  /** Besides `id`, `description`, `custom_fields`, `created` and `last_updated`, which all have. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly indexes: readonly string[];
  /** The name of the model in generic foreign keys and in the change log. */
  readonly objectType: string;
}

const NAMED = { name: 'TEXT', slug: 'TEXT' } as const;
const PRIMARY_IPS = { primary_ip4: 'INTEGER', primary_ip6: 'INTEGER' } as const;

/** In the order in which rows are read. */
export const TABLES: Readonly<Record<ModelName, Table>> = {
  regions: table('dcim.region', { ...NAMED, parent: 'INTEGER' }, 'parent'),
  tenants: table('tenancy.tenant', NAMED),
  manufacturers: table('dcim.manufacturer', NAMED),
  device_roles: table('dcim.devicerole', NAMED),
  platforms: table('dcim.platform', NAMED),
  device_types: table('dcim.devicetype', {
    manufacturer: 'INTEGER',
    model: 'TEXT',
    slug: 'TEXT',
    part_number: 'TEXT',
  }),
  module_types: table('dcim.moduletype', { manufacturer: 'INTEGER', model: 'TEXT', part_number: 'TEXT' }),
  sites: table(
    'dcim.site',
    {
      ...NAMED,
      status: 'TEXT',
      region: 'INTEGER',
      tenant: 'INTEGER',
      facility: 'TEXT',
      physical_address: 'TEXT',
      latitude: 'REAL',
      longitude: 'REAL',
    },
    'region',
    'name COLLATE NOCASE',
  ),
  locations: table(
    'dcim.location',
    { ...NAMED, site: 'INTEGER', parent: 'INTEGER', status: 'TEXT' },
    'site',
    'parent',
    'name COLLATE NOCASE',
  ),
  clusters: table('virtualization.cluster', { name: 'TEXT', site: 'INTEGER' }),
  devices: table(
    'dcim.device',
    {
      name: 'TEXT',
      device_type: 'INTEGER',
      role: 'INTEGER',
      tenant: 'INTEGER',
      platform: 'INTEGER',
      serial: 'TEXT',
      asset_tag: 'TEXT',
      site: 'INTEGER',
      location: 'INTEGER',
      status: 'TEXT',
      latitude: 'REAL',
      longitude: 'REAL',
      ...PRIMARY_IPS,
      oob_ip: 'INTEGER',
    },
    'site',
    'location',
    'name COLLATE NOCASE',
    'serial COLLATE NOCASE',
    'asset_tag',
    'primary_ip4',
    'primary_ip6',
    'oob_ip',
  ),
  modules: table(
    'dcim.module',
    {
      device: 'INTEGER',
      module_type: 'INTEGER',
      bay: 'TEXT',
      status: 'TEXT',
      serial: 'TEXT',
      asset_tag: 'TEXT',
    },
    'device',
    'serial COLLATE NOCASE',
    'asset_tag',
  ),
  interfaces: table(
    'dcim.interface',
    {
      device: 'INTEGER',
      module: 'INTEGER',
      name: 'TEXT',
      label: 'TEXT',
      type: 'TEXT',
      enabled: 'INTEGER',
      parent: 'INTEGER',
      lag: 'INTEGER',
      mtu: 'INTEGER',
      mac_address: 'TEXT',
      speed: 'INTEGER',
      mgmt_only: 'INTEGER',
      mark_connected: 'INTEGER',
    },
    'device',
    'module',
    'parent',
    'lag',
    'name COLLATE NOCASE',
    'mac_address',
  ),
  providers: table('circuits.provider', NAMED),
  circuit_types: table('circuits.circuittype', NAMED),
  circuits: table(
    'circuits.circuit',
    {
      cid: 'TEXT',
      provider: 'INTEGER',
      type: 'INTEGER',
      status: 'TEXT',
      tenant: 'INTEGER',
      commit_rate: 'INTEGER',
    },
    'cid COLLATE NOCASE',
  ),
  circuit_terminations: table(
    'circuits.circuittermination',
    {
      circuit: 'INTEGER',
      term_side: 'TEXT',
      site: 'INTEGER',
      port_speed: 'INTEGER',
      xconnect_id: 'TEXT',
    },
    'circuit',
    'site',
  ),
  cables: table(
    'dcim.cable',
    {
      type: 'TEXT',
      status: 'TEXT',
      label: 'TEXT',
      length: 'REAL',
      length_unit: 'TEXT',
      tenant: 'INTEGER',
      a_terminations: 'JSON',
      b_terminations: 'JSON',
    },
    'label COLLATE NOCASE',
  ),
  virtual_machines: table(
    'virtualization.virtualmachine',
    {
      name: 'TEXT',
      status: 'TEXT',
      site: 'INTEGER',
      cluster: 'INTEGER',
      device: 'INTEGER',
      role: 'INTEGER',
      tenant: 'INTEGER',
      platform: 'INTEGER',
      serial: 'TEXT',
      vcpus: 'REAL',
      memory: 'INTEGER',
      ...PRIMARY_IPS,
    },
    'site',
    'device',
    'name COLLATE NOCASE',
    'serial COLLATE NOCASE',
    'primary_ip4',
    'primary_ip6',
  ),
  vm_interfaces: table(
    'virtualization.vminterface',
    { virtual_machine: 'INTEGER', name: 'TEXT', enabled: 'INTEGER', mac_address: 'TEXT' },
    'virtual_machine',
    'name COLLATE NOCASE',
    'mac_address',
  ),
  ip_addresses: table(
    'ipam.ipaddress',
    {
      address: 'TEXT',
      assigned_object_type: 'TEXT',
      assigned_object_id: 'INTEGER',
      dns_name: 'TEXT',
      status: 'TEXT',
      tenant: 'INTEGER',
    },
    'assigned_object_id',
    'address',
    'dns_name COLLATE NOCASE',
  ),
};

export const COMMON_COLUMNS = {
  description: 'TEXT',
  custom_fields: 'JSON',
  created: 'TEXT',
  last_updated: 'TEXT',
} as const satisfies Table['columns'];

export function columnsOf(model: ModelName): Readonly<Record<string, ColumnType>> {
  return { ...TABLES[model].columns, ...COMMON_COLUMNS };
}

/** An address without its mask, in SQL. */
export function hostOf(column: string): string {
  return `substr(${column}, 1, instr(${column}, '/') - 1)`;
}

/** Everything that makes the tables; indexes come after the rows, which is faster. */
export function tableDefinitions(): { readonly tables: string; readonly indexes: string } {
  const names = Object.keys(TABLES) as ModelName[];
  const tables = names.map((model) => {
    const columns = Object.entries(columnsOf(model)).map(
      ([name, type]) => `${name} ${type === 'JSON' ? 'TEXT' : type}`,
    );
    return `CREATE TABLE ${model} (id INTEGER PRIMARY KEY, ${columns.join(', ')}) STRICT;`;
  });
  const indexes = names.flatMap((model) =>
    [...TABLES[model].indexes, 'last_updated'].map(
      (column, i) => `CREATE INDEX ${model}_${i} ON ${model} (${column});`,
    ),
  );
  return {
    tables: [
      ...tables,
      'CREATE TABLE cable_ends (cable INTEGER, side TEXT, object_type TEXT, object_id INTEGER, place INTEGER) STRICT;',
      `CREATE TABLE changes (id INTEGER PRIMARY KEY, time TEXT, user_name TEXT, request_id TEXT, action TEXT,
         object_type TEXT, object_id INTEGER, object_repr TEXT, before TEXT, after TEXT) STRICT;`,
    ].join('\n'),
    indexes: [
      ...indexes,
      // As NetBox has one.
      'CREATE INDEX ip_addresses_address ON ip_addresses (address);',
      `CREATE INDEX ip_addresses_host ON ip_addresses (${hostOf('address')});`,
      'CREATE INDEX cable_ends_cable ON cable_ends (cable);',
      'CREATE INDEX cable_ends_object ON cable_ends (object_id, object_type);',
    ].join('\n'),
  };
}

function table(objectType: string, columns: Table['columns'], ...indexes: string[]): Table {
  return { objectType, columns, indexes };
}
