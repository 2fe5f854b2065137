/** What stands on the resources: each catalogue has services of its own; all customers are the service desk's. */
import type { TestRecord } from '#gateway/testing/record-member.ts';
import { TEXT_MARK } from '../../upstream/stamp.ts';
import { INVENTORIES, SERVICE_CATALOGUES } from './members.ts';
import { deviceId, linkId, portId } from './resources.ts';

const SERVICES = 160;
const CUSTOMERS = 60;
const TYPES = ['E-Line', 'IP-VPN', 'Wavelength', 'Dedicated internet'];
const TIERS = ['gold', 'silver', 'bronze'];
const [DESK] = SERVICE_CATALOGUES;

/** Of one catalogue; `seed` tells them apart. */
export function servicesOf(source: string, seed: number): readonly TestRecord[] {
  return Array.from({ length: SERVICES }, (_, i) => {
    const inventory = INVENTORIES[i % INVENTORIES.length] ?? INVENTORIES[0];
    const n = i + seed * 11;
    return {
      id: `${source}/service.${1000 + i}`,
      name: `Circuit ${n} ${TEXT_MARK}`,
      serviceType: TYPES[n % TYPES.length],
      customerId: `${DESK}/customer.${(n * 13) % CUSTOMERS}`,
      resourceId: [
        portId(inventory, n),
        linkId(inventory, n),
        // A device is shared by many, and few stand on it as a whole.
        ...(i % 4 === 0 ? [deviceId(inventory, n * 7)] : []),
      ],
    };
  });
}

export function customersOf(source: string): readonly TestRecord[] {
  if (source !== DESK) return [];
  return Array.from({ length: CUSTOMERS }, (_, i) => ({
    id: `${source}/customer.${i}`,
    name: `Customer ${i} ${TEXT_MARK}`,
    tier: TIERS[i % TIERS.length],
  }));
}
