/** Objects as the API writes them, whole. */
import type { ModelName } from './rows.ts';
import { type Json, type Writing, brief, familyOf, head, moduleBay, nested } from './nested.ts';
import { type NetboxStore, type StoredRow, endsOf } from './store.ts';
import { TABLES } from './tables.ts';
import { choice } from './words.ts';

type Write = (row: StoredRow, writing: Writing) => Json;

/** What an object is between its head and its tail; a plain one has name and slug. */
const BODIES: Partial<Record<ModelName, Write>> = {
  regions: (row, w) => ({
    name: row['name'],
    slug: row['slug'],
    parent: nested('regions', row['parent'], w),
    _depth: depthOf(row, w.store),
  }),
  device_types: (row, w) => ({
    manufacturer: nested('manufacturers', row['manufacturer'], w),
    model: row['model'],
    slug: row['slug'],
    part_number: row['part_number'],
  }),
  module_types: (row, w) => ({
    manufacturer: nested('manufacturers', row['manufacturer'], w),
    model: row['model'],
    part_number: row['part_number'],
  }),
  sites: (row, w) => ({
    name: row['name'],
    slug: row['slug'],
    status: choice(row['status']),
    region: nested('regions', row['region'], w),
    group: null,
    tenant: nested('tenants', row['tenant'], w),
    facility: row['facility'],
    time_zone: null,
    physical_address: row['physical_address'],
    shipping_address: '',
    latitude: row['latitude'],
    longitude: row['longitude'],
    asns: [],
  }),
  locations: (row, w) => ({
    name: row['name'],
    slug: row['slug'],
    site: nested('sites', row['site'], w),
    parent: nested('locations', row['parent'], w),
    status: choice(row['status']),
    tenant: null,
  }),
  clusters: (row, w) => ({
    name: row['name'],
    ...(w.features.scopes
      ? {
          scope_type: row['site'] === null ? null : 'dcim.site',
          scope_id: row['site'],
          scope: nested('sites', row['site'], w),
        }
      : { site: nested('sites', row['site'], w) }),
  }),
  devices: (row, w) => ({
    name: row['name'],
    device_type: nested('device_types', row['device_type'], w),
    role: nested('device_roles', row['role'], w),
    ...(w.features.deviceRole && { device_role: nested('device_roles', row['role'], w) }),
    tenant: nested('tenants', row['tenant'], w),
    platform: nested('platforms', row['platform'], w),
    serial: row['serial'],
    asset_tag: row['asset_tag'],
    site: nested('sites', row['site'], w),
    location: nested('locations', row['location'], w),
    rack: null,
    position: null,
    face: null,
    latitude: row['latitude'],
    longitude: row['longitude'],
    parent_device: null,
    status: choice(row['status']),
    airflow: null,
    ...primaryIps(row, w),
    oob_ip: nested('ip_addresses', row['oob_ip'], w),
    cluster: null,
    virtual_chassis: null,
    vc_position: null,
    vc_priority: null,
    config_template: null,
    config_context: { emulated: 'expensive' },
    local_context_data: null,
  }),
  modules: (row, w) => ({
    device: nested('devices', row['device'], w),
    module_bay: moduleBay(row, w),
    module_type: nested('module_types', row['module_type'], w),
    status: choice(row['status']),
    serial: row['serial'],
    asset_tag: row['asset_tag'],
  }),
  interfaces: (row, w) => ({
    device: nested('devices', row['device'], w),
    vdcs: [],
    module: nested('modules', row['module'], w),
    name: row['name'],
    label: row['label'],
    type: choice(row['type']),
    enabled: row['enabled'] === 1,
    parent: nested('interfaces', row['parent'], w),
    bridge: null,
    lag: nested('interfaces', row['lag'], w),
    mtu: row['mtu'],
    ...macAddresses(row, w),
    speed: row['speed'],
    duplex: null,
    wwn: null,
    mgmt_only: row['mgmt_only'] === 1,
    mode: null,
    untagged_vlan: null,
    tagged_vlans: [],
    ...cabling('dcim.interface', row, w, true),
    vrf: null,
  }),
  circuits: (row, w) => ({
    cid: row['cid'],
    provider: nested('providers', row['provider'], w),
    provider_account: null,
    type: nested('circuit_types', row['type'], w),
    status: choice(row['status']),
    tenant: nested('tenants', row['tenant'], w),
    install_date: null,
    termination_date: null,
    commit_rate: row['commit_rate'],
    termination_a: circuitEnd(row, 'A', w),
    termination_z: circuitEnd(row, 'Z', w),
  }),
  circuit_terminations: (row, w) => ({
    circuit: nested('circuits', row['circuit'], w),
    term_side: row['term_side'],
    ...endOf(row, w),
    port_speed: row['port_speed'],
    upstream_speed: null,
    xconnect_id: row['xconnect_id'],
    pp_info: '',
    ...cabling('circuits.circuittermination', row, w, false),
  }),
  cables: (row, w) => ({
    type: row['type'] === '' ? (w.features.displayUrl ? null : '') : row['type'],
    a_terminations: terminations(row['a_terminations'], w),
    b_terminations: terminations(row['b_terminations'], w),
    status: choice(row['status']),
    tenant: nested('tenants', row['tenant'], w),
    label: row['label'],
    color: '',
    length: row['length'],
    length_unit: choice(row['length_unit']),
  }),
  virtual_machines: (row, w) => ({
    name: row['name'],
    status: choice(row['status']),
    site: nested('sites', row['site'], w),
    cluster: nested('clusters', row['cluster'], w),
    device: nested('devices', row['device'], w),
    ...(w.features.machineSerial && { serial: row['serial'] }),
    role: nested('device_roles', row['role'], w),
    tenant: nested('tenants', row['tenant'], w),
    platform: nested('platforms', row['platform'], w),
    ...primaryIps(row, w),
    vcpus: row['vcpus'],
    memory: row['memory'],
    disk: null,
    config_template: null,
    config_context: { emulated: 'expensive' },
    local_context_data: null,
  }),
  vm_interfaces: (row, w) => ({
    virtual_machine: nested('virtual_machines', row['virtual_machine'], w),
    name: row['name'],
    enabled: row['enabled'] === 1,
    parent: null,
    bridge: null,
    mtu: null,
    ...macAddresses(row, w),
    mode: null,
    vrf: null,
  }),
  ip_addresses: (row, w) => ({
    family: familyOf(row),
    address: row['address'],
    vrf: null,
    tenant: nested('tenants', row['tenant'], w),
    status: choice(row['status']),
    role: null,
    assigned_object_type: row['assigned_object_type'],
    assigned_object_id: row['assigned_object_id'],
    assigned_object: nested(
      row['assigned_object_type'] === 'virtualization.vminterface' ? 'vm_interfaces' : 'interfaces',
      row['assigned_object_id'],
      w,
    ),
    nat_inside: null,
    nat_outside: [],
    dns_name: row['dns_name'],
  }),
};

/** An object as its own endpoint and its list write it. */
export function whole(model: ModelName, row: StoredRow, writing: Writing): Json {
  const body = BODIES[model]?.(row, writing) ?? { name: row['name'], slug: row['slug'] };
  return {
    ...head(model, row, writing, true),
    ...body,
    description: row['description'],
    ...(writing.features.owners && { owner: null }),
    tags: [],
    custom_fields: JSON.parse(String(row['custom_fields'])) as unknown,
    created: row['created'],
    last_updated: row['last_updated'],
  };
}

/** A change as the change log writes it. */
export function changeOf(row: StoredRow, { store, features, origin }: Writing): Json {
  const app = features.coreChanges ? 'core' : 'extras';
  const { id, time, user_name, request_id, action, object_type, object_id, object_repr, before, after } = row;
  const model = (Object.keys(TABLES) as ModelName[]).find((name) => TABLES[name].objectType === object_type);
  const object = model && store.row(model, Number(object_id));
  return {
    id,
    url: `${origin}/api/${app}/object-changes/${id}/`,
    display: `${object_type} ${object_repr} ${action}d by ${user_name}`,
    time,
    user: null,
    user_name,
    request_id,
    action: choice(action),
    changed_object_type: object_type,
    changed_object_id: object_id,
    changed_object: model && object ? brief(model, object, { store, features, origin }) : null,
    ...(features.coreChanges && { object_repr, message: '' }),
    prechange_data: before === null ? null : (JSON.parse(String(before)) as unknown),
    postchange_data: after === null ? null : (JSON.parse(String(after)) as unknown),
  };
}

function depthOf(row: StoredRow, store: NetboxStore): number {
  let depth = 0;
  for (let parent = row['parent']; parent !== null && depth < 20; depth++)
    parent = store.row('regions', Number(parent))?.['parent'] ?? null;
  return depth;
}

function primaryIps(row: StoredRow, w: Writing): Json {
  const [four, six] = [
    nested('ip_addresses', row['primary_ip4'], w),
    nested('ip_addresses', row['primary_ip6'], w),
  ];
  return { primary_ip: six ?? four, primary_ip4: four, primary_ip6: six };
}

function macAddresses(row: StoredRow, { features, origin }: Writing): Json {
  const mac = row['mac_address'] ?? null;
  if (!features.scopes) return { mac_address: mac };
  const object = {
    id: row['id'],
    url: `${origin}/api/dcim/mac-addresses/${row['id']}/`,
    display: mac,
    mac_address: mac,
    description: '',
  };
  return {
    mac_address: mac,
    primary_mac_address: mac === null ? null : object,
    mac_addresses: mac === null ? [] : [object],
  };
}

function cabling(objectType: string, row: StoredRow, w: Writing, endpoint: boolean): Json {
  const cable = w.store.cableAt(objectType, Number(row['id']));
  const peers = (cable?.peers ?? []).flatMap(({ object_type, object_id }) => {
    const model = object_type === 'dcim.interface' ? 'interfaces' : 'circuit_terminations';
    return nested(model, object_id, w) ?? [];
  });
  const peersType = cable?.peers[0]?.object_type ?? null;
  return {
    mark_connected: row['mark_connected'] === 1,
    cable: cable && nested('cables', cable.cable, w),
    cable_end: cable?.side ?? '',
    link_peers: peers,
    link_peers_type: peersType,
    ...(endpoint && {
      connected_endpoints: peers.length > 0 ? peers : null,
      connected_endpoints_type: peersType,
      connected_endpoints_reachable: peers.length > 0,
    }),
    _occupied: cable !== null || row['mark_connected'] === 1,
  };
}

function terminations(value: unknown, w: Writing): Json[] {
  return endsOf(value).map(({ object_type, object_id }) => ({
    object_type,
    object_id,
    object: nested(object_type === 'dcim.interface' ? 'interfaces' : 'circuit_terminations', object_id, w),
  }));
}

function endOf(row: StoredRow, w: Writing): Json {
  const site = nested('sites', row['site'], w);
  return w.features.scopes
    ? { termination_type: site && 'dcim.site', termination_id: row['site'], termination: site }
    : { site, provider_network: null };
}

function circuitEnd(circuit: StoredRow, side: 'A' | 'Z', w: Writing): Json | null {
  const row = w.store.terminationOf(Number(circuit['id']), side);
  return (
    row && {
      ...head('circuit_terminations', row, w, true),
      ...endOf(row, w),
      port_speed: row['port_speed'],
      upstream_speed: null,
      xconnect_id: row['xconnect_id'],
      description: row['description'],
    }
  );
}
