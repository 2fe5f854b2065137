/** What the three inventories hold: sites, devices, ports, links; of some links the far end is in another inventory. */
import type { TestRecord } from '#gateway/testing/record-member.ts';
import { TEXT_MARK } from '../../upstream/stamp.ts';
import { INVENTORIES } from './members.ts';

const SITES = 10;
const DEVICES_PER_SITE = 3;
const PORTS_PER_DEVICE = 4;
const LINKS = 120;
/** One link out of so many leads into the next inventory. */
const ABROAD_EVERY = 3;

const VENDORS = ['Nordwell', 'Keplin', 'Ostrava Networks'];
const DEVICES = SITES * DEVICES_PER_SITE;
const PORTS = DEVICES * PORTS_PER_DEVICE;

const siteId = (source: string, i: number): string => `${source}/site.${i}`;
export const deviceId = (source: string, i: number): string => `${source}/device.${i % DEVICES}`;
export const portId = (source: string, i: number): string => `${source}/port.${i % PORTS}`;
export const linkId = (source: string, i: number): string => `${source}/link.${i % LINKS}`;
export const deviceOfPort = (i: number): number => Math.floor((i % PORTS) / PORTS_PER_DEVICE);

/** Of one inventory. */
export function resourcesOf(source: string): readonly TestRecord[] {
  const region = source.split('-')[1] ?? source;
  const site = (i: number): string => siteId(source, Math.floor(i / DEVICES_PER_SITE));
  const count = (n: number, make: (i: number) => TestRecord): TestRecord[] =>
    Array.from({ length: n }, (_, i) => ({ region, ...make(i) }));
  return [
    ...count(SITES, (i) => ({
      id: siteId(source, i),
      kind: 'SITE',
      name: `${region} exchange ${i} ${TEXT_MARK}`,
    })),
    ...count(DEVICES, (i) => ({
      id: deviceId(source, i),
      kind: 'DEVICE',
      name: `${region}-pe${i} ${TEXT_MARK}`,
      siteId: site(i),
      equipment: { vendor: VENDORS[i % VENDORS.length], model: `NR-${8000 + (i % 7) * 100}` },
    })),
    ...count(PORTS, (i) => ({
      id: portId(source, i),
      kind: 'PORT',
      name: `HundredGigE0/0/${i % PORTS_PER_DEVICE} ${TEXT_MARK}`,
      deviceId: deviceId(source, deviceOfPort(i)),
      siteId: site(deviceOfPort(i)),
    })),
    ...count(LINKS, (i) => ({
      id: linkId(source, i),
      kind: 'LINK',
      name: `100GE/${region.toUpperCase()}/${String(i).padStart(3, '0')} ${TEXT_MARK}`,
      link: { aEndId: portId(source, i * 3), zEndId: portId(farEnd(source, i), i * 5 + 1) },
    })),
  ];
}

function farEnd(source: string, i: number): string {
  if (i % ABROAD_EVERY !== 0) return source;
  const here = INVENTORIES.findIndex((one) => one === source);
  return INVENTORIES[(here + 1) % INVENTORIES.length] ?? source;
}
