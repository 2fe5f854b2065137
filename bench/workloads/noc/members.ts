/** The eight members of the estate: three inventories, two fault managers, three that know services. */
import type { Domain } from '#schema/domains.ts';

export interface NocMember {
  readonly source: string;
  readonly domain: Domain;
}

export const INVENTORIES = ['netbox-north', 'legacy-west', 'legacy-east'] as const;
export const FAULT_MANAGERS = ['zabbix-west', 'zabbix-east'] as const;
export const SERVICE_CATALOGUES = ['service-desk', 'legacy-west', 'legacy-east'] as const;

export const NOC_MEMBERS: readonly NocMember[] = [
  ...INVENTORIES.map((source) => ({ source, domain: 'inventory' }) as const),
  ...FAULT_MANAGERS.map((source) => ({ source, domain: 'faults' }) as const),
  ...SERVICE_CATALOGUES.map((source) => ({ source, domain: 'services' }) as const),
];

export const pathOf = ({ source, domain }: NocMember): string => `/${source}/${domain}`;
