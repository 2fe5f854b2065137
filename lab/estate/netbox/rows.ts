/**
 * What an emulated NetBox is filled with: one list per model, flat, foreign keys as numbers, in NetBox's own names. Lists may be
 * generators: they are read once, in the order of `NetboxRows`, and every key must be there before somebody names it.
 */
interface Described {
  /** Greater than 0, unique within its model. */
  readonly id: number;
  readonly description?: string;
  /** RFC 3339; the time of loading without it. */
  readonly last_updated?: string;
  readonly custom_fields?: Readonly<Record<string, unknown>>;
}

interface Slugged extends Described {
  readonly name: string;
  readonly slug: string;
}

export interface RegionRow extends Slugged {
  readonly parent?: number | null;
}
export type TenantRow = Slugged;
export type ManufacturerRow = Slugged;
export type DeviceRoleRow = Slugged;
export type PlatformRow = Slugged;
export type ProviderRow = Slugged;
export type CircuitTypeRow = Slugged;

export interface SiteRow extends Slugged {
  /** planned, staging, active, decommissioning, retired. */
  readonly status?: string;
  readonly region?: number | null;
  readonly tenant?: number | null;
  readonly facility?: string;
  readonly physical_address?: string;
  /** Degrees; NetBox keeps six digits after the point. */
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

export interface LocationRow extends Slugged {
  readonly site: number;
  readonly parent?: number | null;
  readonly status?: string;
}

export interface DeviceTypeRow extends Described {
  readonly manufacturer: number;
  readonly model: string;
  readonly slug: string;
  readonly part_number?: string;
}

export interface ModuleTypeRow extends Described {
  readonly manufacturer: number;
  readonly model: string;
  readonly part_number?: string;
}

export interface ClusterRow extends Described {
  readonly name: string;
  readonly site?: number | null;
}

export interface DeviceRow extends Described {
  readonly name: string | null;
  readonly device_type: number;
  readonly role: number;
  readonly tenant?: number | null;
  readonly platform?: number | null;
  readonly serial?: string;
  readonly asset_tag?: string | null;
  readonly site: number;
  readonly location?: number | null;
  /** offline, active, planned, staged, failed, inventory, decommissioning. */
  readonly status?: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  /** Keys of IP addresses, which come later. */
  readonly primary_ip4?: number | null;
  readonly primary_ip6?: number | null;
  readonly oob_ip?: number | null;
}

export interface ModuleRow extends Described {
  readonly device: number;
  readonly module_type: number;
  /** The bay it is in. */
  readonly bay: string;
  readonly status?: string;
  readonly serial?: string;
  readonly asset_tag?: string | null;
}

export interface InterfaceRow extends Described {
  readonly device: number;
  readonly module?: number | null;
  readonly name: string;
  readonly label?: string;
  /** A slug of NetBox's, e.g. 10gbase-x-sfpp, lag, virtual. */
  readonly type: string;
  readonly enabled?: boolean;
  readonly parent?: number | null;
  readonly lag?: number | null;
  readonly mtu?: number | null;
  readonly mac_address?: string | null;
  /** Kilobits per second. */
  readonly speed?: number | null;
  readonly mgmt_only?: boolean;
  readonly mark_connected?: boolean;
}

export interface ProviderCircuitRow extends Described {
  readonly cid: string;
  readonly provider: number;
  readonly type: number;
  /** planned, provisioning, active, offline, deprovisioning, decommissioned. */
  readonly status?: string;
  readonly tenant?: number | null;
  /** Kilobits per second. */
  readonly commit_rate?: number | null;
}

export interface CircuitTerminationRow extends Described {
  readonly circuit: number;
  readonly term_side: 'A' | 'Z';
  readonly site?: number | null;
  readonly port_speed?: number | null;
  readonly xconnect_id?: string;
}

/** The models at which a cable may end. */
export type TerminationType = 'dcim.interface' | 'circuits.circuittermination';

export interface CableEnd {
  readonly object_type: TerminationType;
  readonly object_id: number;
}

export interface CableRow extends Described {
  /** cat6, smf, mmf, coaxial, ...; empty where nobody said. */
  readonly type?: string;
  /** connected, planned, decommissioning. */
  readonly status?: string;
  readonly label?: string;
  readonly length?: number | null;
  /** km, m, cm, mi, ft, in. */
  readonly length_unit?: string | null;
  readonly tenant?: number | null;
  readonly a_terminations: readonly CableEnd[];
  readonly b_terminations: readonly CableEnd[];
}

export interface VirtualMachineRow extends Described {
  readonly name: string;
  /** offline, active, planned, staged, failed, decommissioning, paused. */
  readonly status?: string;
  readonly site?: number | null;
  readonly cluster?: number | null;
  readonly device?: number | null;
  readonly role?: number | null;
  readonly tenant?: number | null;
  readonly platform?: number | null;
  readonly serial?: string;
  readonly vcpus?: number | null;
  readonly memory?: number | null;
  readonly primary_ip4?: number | null;
  readonly primary_ip6?: number | null;
}

export interface VmInterfaceRow extends Described {
  readonly virtual_machine: number;
  readonly name: string;
  readonly enabled?: boolean;
  readonly mac_address?: string | null;
}

export interface IpAddressRow extends Described {
  /** With its mask: 192.0.2.1/31. */
  readonly address: string;
  readonly assigned_object_type?: 'dcim.interface' | 'virtualization.vminterface' | null;
  readonly assigned_object_id?: number | null;
  readonly dns_name?: string;
  readonly status?: string;
  readonly tenant?: number | null;
}

export interface NetboxRows {
  readonly regions?: Iterable<RegionRow>;
  readonly tenants?: Iterable<TenantRow>;
  readonly manufacturers?: Iterable<ManufacturerRow>;
  readonly device_roles?: Iterable<DeviceRoleRow>;
  readonly platforms?: Iterable<PlatformRow>;
  readonly device_types?: Iterable<DeviceTypeRow>;
  readonly module_types?: Iterable<ModuleTypeRow>;
  readonly sites?: Iterable<SiteRow>;
  readonly locations?: Iterable<LocationRow>;
  readonly clusters?: Iterable<ClusterRow>;
  readonly devices?: Iterable<DeviceRow>;
  readonly modules?: Iterable<ModuleRow>;
  readonly interfaces?: Iterable<InterfaceRow>;
  readonly providers?: Iterable<ProviderRow>;
  readonly circuit_types?: Iterable<CircuitTypeRow>;
  readonly circuits?: Iterable<ProviderCircuitRow>;
  readonly circuit_terminations?: Iterable<CircuitTerminationRow>;
  readonly cables?: Iterable<CableRow>;
  readonly virtual_machines?: Iterable<VirtualMachineRow>;
  readonly vm_interfaces?: Iterable<VmInterfaceRow>;
  readonly ip_addresses?: Iterable<IpAddressRow>;
}

export type ModelName = keyof NetboxRows;
