/** What a customer buys. */
import type { Customer, Keeper } from './customers.ts';
import type { Port } from './devices.ts';
import type { Link } from './links.ts';
import type { Region } from './sites.ts';

export const SERVICE_TYPES = [
  'E-Line',
  'IP-VPN',
  'VPN access',
  'Internet',
  'Mobile backhaul',
  'Wavelength',
] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

export interface Service {
  /** Unique over the network: EL-W-0001. */
  readonly key: string;
  readonly name: string;
  readonly type: ServiceType;
  /** That of its customer. */
  readonly region: Region;
  /** Whose database holds it: that of its customer. */
  readonly keeper: Keeper;
  readonly customer: Customer;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'RESERVED';
  /** YYYY-MM-DD. */
  readonly since: string;
  readonly endpoints: readonly Port[];
  /** In order, from the a end to the z end. */
  readonly working: readonly Link[];
  /** A second way without a fibre of the first; empty: unprotected. */
  readonly protection: readonly Link[];
  /** What it is built from. */
  readonly builtFrom: readonly Service[];
}

export type ServiceParts = Partial<Pick<Service, 'endpoints' | 'working' | 'protection' | 'builtFrom'>>;
