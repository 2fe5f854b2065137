/** The lists of the API: their paths, their models, by what they are filtered. */
import type { Features } from './features.ts';
import type { Filters } from './filters.ts';
import type { ModelName } from './rows.ts';

export interface Endpoint {
  readonly path: string;
  readonly model: ModelName;
  readonly filters: Filters;
  /** NetBox's own order. */
  readonly orderBy: string;
}

const DEVICE_STATUS = ['offline', 'active', 'planned', 'staged', 'failed', 'inventory', 'decommissioning'];
const MODULE_STATUS = ['offline', 'active', 'planned', 'staged', 'failed', 'decommissioning'];
const SITE_STATUS = ['planned', 'staging', 'active', 'decommissioning', 'retired'];
const CIRCUIT_STATUS = ['planned', 'provisioning', 'active', 'offline', 'deprovisioning', 'decommissioned'];

const COMMON: Filters = {
  id: { kind: 'number', column: 'id' },
  description: { kind: 'text', column: 'description' },
  created: { kind: 'time', column: 'created' },
  last_updated: { kind: 'time', column: 'last_updated' },
};
const NAME: Filters = { name: { kind: 'text', column: 'name' } };
const SLUGGED: Filters = { ...COMMON, ...NAME, slug: { kind: 'text', column: 'slug' } };

/** By the place of something that has a site: `inner` makes a condition on sites one on rows. */
function places(inner: (sites: string) => string): Filters {
  return {
    region_id: {
      kind: 'tree',
      model: 'regions',
      sql: inner('SELECT id FROM sites WHERE region IN (?)'),
    },
    region: {
      kind: 'tree',
      model: 'regions',
      by: 'slug',
      sql: inner('SELECT id FROM sites WHERE region IN (?)'),
    },
    site_id: { kind: 'key', model: 'sites', sql: inner('?') },
    site: { kind: 'key', model: 'sites', by: 'slug', sql: inner('?') },
  };
}

const ofDevice = (condition: string): string => `t.device IN (SELECT id FROM devices WHERE ${condition})`;

const ON_DEVICE: Filters = {
  device_id: { kind: 'key', model: 'devices', sql: 't.device IN (?)' },
};

const COMPONENT: Filters = {
  ...COMMON,
  ...ON_DEVICE,
  ...places((sites) => ofDevice(`site IN (${sites})`)),
  location_id: { kind: 'key', model: 'locations', sql: ofDevice('location IN (?)') },
};

const PRIMARY_IPS: Filters = {
  primary_ip4_id: { kind: 'key', model: 'ip_addresses', sql: 't.primary_ip4 IN (?)' },
  primary_ip6_id: { kind: 'key', model: 'ip_addresses', sql: 't.primary_ip6 IN (?)' },
};

const roleOf = (model: ModelName): Filters => ({
  role_id: { kind: 'key', model: 'device_roles', sql: 't.role IN (?)' },
  role: { kind: 'key', model: 'device_roles', by: 'slug', sql: 't.role IN (?)' },
  name: { kind: 'folded', column: 'name' },
  status: {
    kind: 'choice',
    column: 'status',
    choices: model === 'devices' ? DEVICE_STATUS : [...MODULE_STATUS, 'paused'],
  },
});

const endsAt = (condition: string): string =>
  `t.id IN (SELECT cable FROM cable_ends WHERE object_type = 'dcim.interface'
     AND object_id IN (SELECT i.id FROM interfaces i JOIN devices d ON d.id = i.device WHERE ${condition}))`;

export function endpointsOf({ modulePlaces, machineSerial }: Features): readonly Endpoint[] {
  const ofModules = modulePlaces ? COMPONENT : { ...COMMON, ...ON_DEVICE };
  return [
    list('dcim/regions', 'regions', {
      ...SLUGGED,
      parent_id: { kind: 'key', model: 'regions', sql: 't.parent IN (?)' },
    }),
    list('dcim/manufacturers', 'manufacturers', SLUGGED),
    list('dcim/device-roles', 'device_roles', SLUGGED),
    list('dcim/platforms', 'platforms', SLUGGED),
    list('dcim/device-types', 'device_types', COMMON, 'id'),
    list('dcim/module-types', 'module_types', COMMON, 'id'),
    list('tenancy/tenants', 'tenants', SLUGGED),
    list('dcim/sites', 'sites', {
      ...SLUGGED,
      ...places((sites) => `t.id IN (${sites})`),
      status: { kind: 'choice', column: 'status', choices: SITE_STATUS },
      facility: { kind: 'text', column: 'facility' },
    }),
    list('dcim/locations', 'locations', {
      ...SLUGGED,
      ...places((sites) => `t.site IN (${sites})`),
      parent_id: { kind: 'key', model: 'locations', sql: 't.parent IN (?)' },
      status: { kind: 'choice', column: 'status', choices: SITE_STATUS },
    }),
    list('dcim/devices', 'devices', {
      ...COMMON,
      ...places((sites) => `t.site IN (${sites})`),
      ...roleOf('devices'),
      ...PRIMARY_IPS,
      location_id: { kind: 'tree', model: 'locations', sql: 't.location IN (?)' },
      manufacturer: {
        kind: 'key',
        model: 'manufacturers',
        by: 'slug',
        sql: 't.device_type IN (SELECT id FROM device_types WHERE manufacturer IN (?))',
      },
      serial: { kind: 'folded', column: 'serial' },
      asset_tag: { kind: 'text', column: 'asset_tag' },
      oob_ip_id: { kind: 'key', model: 'ip_addresses', sql: 't.oob_ip IN (?)' },
    }),
    list(
      'dcim/modules',
      'modules',
      {
        ...ofModules,
        serial: { kind: 'folded', column: 'serial' },
        asset_tag: { kind: 'text', column: 'asset_tag' },
        status: { kind: 'choice', column: 'status', choices: MODULE_STATUS },
      },
      'id',
    ),
    list('dcim/interfaces', 'interfaces', {
      ...COMPONENT,
      ...NAME,
      label: { kind: 'text', column: 'label' },
      type: { kind: 'text', column: 'type' },
      enabled: { kind: 'boolean', column: 'enabled' },
      module_id: { kind: 'key', model: 'modules', sql: 't.module IN (?)' },
      parent_id: { kind: 'key', model: 'interfaces', sql: 't.parent IN (?)' },
      lag_id: { kind: 'key', model: 'interfaces', sql: 't.lag IN (?)' },
      mac_address: { kind: 'folded', column: 'mac_address' },
    }),
    list(
      'dcim/cables',
      'cables',
      {
        ...COMMON,
        label: { kind: 'text', column: 'label' },
        status: {
          kind: 'choice',
          column: 'status',
          choices: ['connected', 'planned', 'decommissioning'],
        },
        type: { kind: 'text', column: 'type' },
        device_id: { kind: 'numbers', sql: endsAt('d.id IN (?)') },
        site_id: { kind: 'numbers', sql: endsAt('d.site IN (?)') },
        interface_id: {
          kind: 'numbers',
          sql: "t.id IN (SELECT cable FROM cable_ends WHERE object_type = 'dcim.interface' AND object_id IN (?))",
        },
      },
      'id',
    ),
    list('circuits/providers', 'providers', SLUGGED),
    list('circuits/circuit-types', 'circuit_types', SLUGGED),
    list(
      'circuits/circuits',
      'circuits',
      {
        ...COMMON,
        ...places((sites) => `t.id IN (SELECT circuit FROM circuit_terminations WHERE site IN (${sites}))`),
        cid: { kind: 'text', column: 'cid' },
        status: { kind: 'choice', column: 'status', choices: CIRCUIT_STATUS },
        type: { kind: 'key', model: 'circuit_types', by: 'slug', sql: 't.type IN (?)' },
        provider: { kind: 'key', model: 'providers', by: 'slug', sql: 't.provider IN (?)' },
      },
      'provider, cid',
    ),
    list(
      'circuits/circuit-terminations',
      'circuit_terminations',
      {
        ...COMMON,
        circuit_id: { kind: 'key', model: 'circuits', sql: 't.circuit IN (?)' },
        site_id: { kind: 'key', model: 'sites', sql: 't.site IN (?)' },
        term_side: { kind: 'choice', column: 'term_side', choices: ['A', 'Z'] },
      },
      'circuit, term_side',
    ),
    list('virtualization/clusters', 'clusters', { ...COMMON, ...NAME }),
    list('virtualization/virtual-machines', 'virtual_machines', {
      ...COMMON,
      ...places((sites) => `t.site IN (${sites})`),
      ...roleOf('virtual_machines'),
      ...PRIMARY_IPS,
      ...(machineSerial && { serial: { kind: 'text', column: 'serial' } as const }),
      device_id: { kind: 'key', model: 'devices', sql: 't.device IN (?)' },
    }),
    list('virtualization/interfaces', 'vm_interfaces', {
      ...COMMON,
      ...NAME,
      virtual_machine_id: { kind: 'key', model: 'virtual_machines', sql: 't.virtual_machine IN (?)' },
      mac_address: { kind: 'folded', column: 'mac_address' },
    }),
    list(
      'ipam/ip-addresses',
      'ip_addresses',
      {
        ...COMMON,
        address: { kind: 'address', column: 'address' },
        dns_name: { kind: 'text', column: 'dns_name' },
        interface_id: {
          kind: 'key',
          model: 'interfaces',
          sql: "t.assigned_object_type = 'dcim.interface' AND t.assigned_object_id IN (?)",
        },
        vminterface_id: {
          kind: 'key',
          model: 'vm_interfaces',
          sql: "t.assigned_object_type = 'virtualization.vminterface' AND t.assigned_object_id IN (?)",
        },
      },
      'id',
    ),
  ];

  function list(path: string, model: ModelName, filters: Filters, orderBy = 'name'): Endpoint {
    return { path, model, filters, orderBy: orderBy === 'id' ? 'id' : `${orderBy}, id` };
  }
}

export const CHANGE_FILTERS: Filters = {
  id: { kind: 'number', column: 'id' },
  action: { kind: 'choice', column: 'action', choices: ['create', 'update', 'delete'] },
  changed_object_type: { kind: 'text', column: 'object_type' },
  changed_object_id: { kind: 'number', column: 'object_id' },
  time: { kind: 'time', column: 'time' },
};
