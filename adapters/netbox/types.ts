/**
 * NetBox's JSON as far as it is read, from 3.7 to 4.x; Nautobot's after its dialect has renamed what it names otherwise. Only a key
 * is needed: a reader may have asked for fewer fields, and a field that is missing is unknown.
 */
import * as z from 'zod';

/** A number in NetBox, a UUID in Nautobot; a text here. */
const key = z
  .union([z.number().int().nonnegative(), z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)])
  .transform((value) => String(value).toLowerCase());

/** An empty text is nobody's knowledge. */
const text = z
  .union([z.string(), z.number(), z.null()])
  .transform((value) => (value === null || String(value).trim() === '' ? null : String(value).trim()))
  .nullish();
/** Some numbers are texts in some versions. */
const number = z
  .union([z.number(), z.string(), z.null()])
  .transform((value) =>
    value === null || value === '' || !Number.isFinite(Number(value)) ? null : Number(value),
  )
  .nullish();
/** {value, label}; brief forms and old versions give the bare value. */
const choice = z
  .union([z.object({ value: z.union([z.string(), z.number()]).nullable() }), z.string(), z.null()])
  .transform((given) => {
    const value = typeof given === 'object' ? (given?.value ?? null) : given;
    return value === null || value === '' ? null : String(value);
  })
  .nullish();

const named = z.object({ id: key, name: text, display: text, slug: text });
export type Named = z.output<typeof named>;
const reference = named.nullish();
const address = z.object({ id: key, address: text, dns_name: text }).nullish();

const common = {
  id: key,
  display: text,
  description: text,
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  tags: z.array(z.object({ name: text })).nullish(),
  tenant: reference,
  status: choice,
  last_updated: text,
};

const made = z
  .object({
    id: key,
    manufacturer: reference,
    model: text,
    part_number: text,
  })
  .nullish();

/** One end of a cable: any object, by its model's name. */
const termination = z.object({
  object_type: text,
  object_id: key,
  object: z
    .object({
      device: z.object({ id: key }).nullish(),
      circuit: z.object({ id: key }).nullish(),
    })
    .nullish(),
});
export type Termination = z.output<typeof termination>;

export const regionRow = z.object({ id: key, name: text, slug: text, parent: reference });
export const siteRow = z.object({
  ...common,
  name: text,
  slug: text,
  region: reference,
  group: reference,
  facility: text,
  physical_address: text,
  latitude: number,
  longitude: number,
});
export const locationRow = z.object({
  ...common,
  name: text,
  slug: text,
  site: reference,
  parent: reference,
  /** Nautobot: what kind of place it is, and where it is. */
  location_type: reference,
  facility: text,
  physical_address: text,
  latitude: number,
  longitude: number,
});
export const deviceRow = z.object({
  ...common,
  name: text,
  device_type: made,
  role: reference,
  platform: reference,
  serial: text,
  asset_tag: text,
  site: reference,
  location: reference,
  rack: reference,
  primary_ip: address,
  primary_ip4: address,
  primary_ip6: address,
  oob_ip: address,
});
export const moduleRow = z.object({
  ...common,
  device: reference,
  /** Nautobot: the module that it is in, or where it is stored, instead of a device. */
  parent_module: reference,
  location: reference,
  module_bay: reference,
  module_type: made,
  serial: text,
  asset_tag: text,
});
export const interfaceRow = z.object({
  ...common,
  device: reference,
  module: z.object({ id: key }).nullish(),
  name: text,
  label: text,
  type: choice,
  enabled: z.boolean().nullish(),
  parent: z.object({ id: key }).nullish(),
  lag: z.object({ id: key }).nullish(),
  mtu: number,
  mac_address: text,
  /** Kilobits per second. */
  speed: number,
  mgmt_only: z.boolean().nullish(),
  cable: z.object({ id: key }).nullish(),
  /** What the cable leads to. */
  link_peers: z.array(z.object({ circuit: z.object({ id: key }).nullish() })).nullish(),
  count_ipaddresses: number,
});
export const cableRow = z.object({
  ...common,
  type: choice,
  label: text,
  length: number,
  length_unit: choice,
  a_terminations: z.array(termination).nullish(),
  b_terminations: z.array(termination).nullish(),
});
const circuitEnd = z
  .object({
    /** Until 4.1. */
    site: reference,
    /** From 4.2: any place. */
    termination_type: text,
    termination: z.object({ id: key, name: text }).nullish(),
    port_speed: number,
  })
  .nullish();
export const circuitRow = z.object({
  ...common,
  cid: text,
  provider: reference,
  type: reference,
  /** Kilobits per second. */
  commit_rate: number,
  distance: number,
  distance_unit: choice,
  termination_a: circuitEnd,
  termination_z: circuitEnd,
});
export const virtualMachineRow = z.object({
  ...common,
  name: text,
  site: reference,
  cluster: reference,
  device: reference,
  role: reference,
  platform: reference,
  serial: text,
  primary_ip: address,
  primary_ip4: address,
  primary_ip6: address,
});
export const vmInterfaceRow = z.object({
  ...common,
  virtual_machine: reference,
  name: text,
  enabled: z.boolean().nullish(),
  mac_address: text,
  mtu: number,
});

/** What is read beside the records: addresses, circuit ends, part numbers, changes. */
export const ipAddressRow = z.object({
  id: key,
  address: text,
  dns_name: text,
  assigned_object_type: text,
  assigned_object_id: key.nullish(),
  assigned_object: z
    .object({
      device: z.object({ id: key }).nullish(),
      virtual_machine: z.object({ id: key }).nullish(),
    })
    .nullish(),
});
export const circuitTerminationRow = z.object({
  id: key,
  circuit: z.object({ id: key }).nullish(),
  term_side: text,
  cable: z.object({ id: key }).nullish(),
  link_peers_type: text,
  link_peers: z.array(z.object({ id: key, device: z.object({ id: key }).nullish() })).nullish(),
});
export const typeRow = z.object({ id: key, part_number: text });
export const changeRow = z.object({
  id: key,
  time: text,
  action: choice,
  changed_object_type: text,
  changed_object_id: key,
});
export const keyRow = z.object({ id: key });

export type RegionRow = z.output<typeof regionRow>;
export type SiteRow = z.output<typeof siteRow>;
export type LocationRow = z.output<typeof locationRow>;
export type DeviceRow = z.output<typeof deviceRow>;
export type ModuleRow = z.output<typeof moduleRow>;
export type InterfaceRow = z.output<typeof interfaceRow>;
export type CableRow = z.output<typeof cableRow>;
export type CircuitRow = z.output<typeof circuitRow>;
export type VirtualMachineRow = z.output<typeof virtualMachineRow>;
export type VmInterfaceRow = z.output<typeof vmInterfaceRow>;
export type IpAddressRow = z.output<typeof ipAddressRow>;
export type CircuitTerminationRow = z.output<typeof circuitTerminationRow>;
export type ChangeRow = z.output<typeof changeRow>;
