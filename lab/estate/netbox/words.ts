/** NetBox's choices, and the paths of its models. */
import type { ModelName } from './rows.ts';

export const BRIEF_PATHS: Readonly<Record<ModelName, string>> = {
  regions: 'dcim/regions',
  tenants: 'tenancy/tenants',
  manufacturers: 'dcim/manufacturers',
  device_roles: 'dcim/device-roles',
  platforms: 'dcim/platforms',
  device_types: 'dcim/device-types',
  module_types: 'dcim/module-types',
  sites: 'dcim/sites',
  locations: 'dcim/locations',
  clusters: 'virtualization/clusters',
  devices: 'dcim/devices',
  modules: 'dcim/modules',
  interfaces: 'dcim/interfaces',
  providers: 'circuits/providers',
  circuit_types: 'circuits/circuit-types',
  circuits: 'circuits/circuits',
  circuit_terminations: 'circuits/circuit-terminations',
  cables: 'dcim/cables',
  virtual_machines: 'virtualization/virtual-machines',
  vm_interfaces: 'virtualization/interfaces',
  ip_addresses: 'ipam/ip-addresses',
};

/** A device may have no name; it is shown by its model. */
export function labelOf(model: ModelName): string {
  return model === 'devices' ? 'device' : model;
}

const LABELS: Readonly<Record<string, string>> = {
  '1000base-t': '1000BASE-T (1GE)',
  '1000base-x-sfp': 'SFP (1GE)',
  '10gbase-t': '10GBASE-T (10GE)',
  '10gbase-x-sfpp': 'SFP+ (10GE)',
  '25gbase-x-sfp28': 'SFP28 (25GE)',
  '40gbase-x-qsfpp': 'QSFP+ (40GE)',
  '100gbase-x-cfp2': 'CFP2 (100GE)',
  '100gbase-x-qsfp28': 'QSFP28 (100GE)',
  '400gbase-x-qsfpdd': 'QSFP-DD (400GE)',
  lag: 'Link Aggregation Group (LAG)',
  km: 'Kilometers',
  m: 'Meters',
  cm: 'Centimeters',
  mi: 'Miles',
  ft: 'Feet',
  in: 'Inches',
};

/** A choice as NetBox writes it; null for one that is not made. */
export function choice(value: unknown): { readonly value: string; readonly label: string } | null {
  if (typeof value !== 'string' || value === '') return null;
  const label = Object.hasOwn(LABELS, value) ? LABELS[value] : undefined;
  return { value, label: label ?? value.charAt(0).toUpperCase() + value.slice(1) };
}
