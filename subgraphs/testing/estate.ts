/** A small network to test with: one site, three devices with two ports each, a link to a device of another source. */
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { RelationshipRecord, ResourceRecord } from '#schema/ports/inventory.ts';
import type { CustomerRecord, ServiceRecord, SupportingResource } from '#schema/ports/services.ts';

export interface Estate {
  readonly resources: readonly ResourceRecord[];
  readonly relationships: Readonly<Record<string, readonly RelationshipRecord[]>>;
  readonly alarms: readonly AlarmRecord[];
  readonly services: readonly ServiceRecord[];
  readonly customers: readonly CustomerRecord[];
  /** By the id of the service. */
  readonly supportingResources: Readonly<Record<string, readonly SupportingResource[]>>;
  /** By the id of the service: the services that it is built from. */
  readonly supportingServices: Readonly<Record<string, readonly string[]>>;
}

const site = { id: 'inv/site.a1' };
const device = (n: number): { id: string } => ({ id: `inv/device.a${n}` });

const resources: ResourceRecord[] = [
  {
    ...site,
    kind: 'SITE',
    name: 'Paris',
    site,
    ancestorIds: [],
    location: { latitude: 48.85, longitude: 2.35 },
  },
  ...[1, 2, 3].map((n): ResourceRecord => ({
    ...device(n),
    kind: 'DEVICE',
    name: `PAR-CR${n}`,
    container: site,
    device: device(n),
    site,
    ancestorIds: [site.id],
    equipment: { vendor: 'Acme', role: 'PE' },
  })),
  ...[1, 2, 3].flatMap((n) =>
    [1, 2].map((p): ResourceRecord => ({
      id: `inv/port.b${n}${p}`,
      kind: 'PORT',
      name: `Gi0/${p}`,
      container: device(n),
      device: device(n),
      site,
      ancestorIds: [device(n).id, site.id],
      port: { link: { id: 'inv/link.a1' } },
    })),
  ),
  {
    id: 'inv/link.a1',
    kind: 'LINK',
    name: 'PAR-LYO',
    link: { medium: 'FIBRE', aEnd: { id: 'inv/port.b11' }, zEnd: { id: 'east/port.b77' } },
  },
];

const alarm = (n: number, more: Partial<AlarmRecord>): AlarmRecord => ({
  id: `nms/a${n}`,
  state: 'RAISED',
  perceivedSeverity: 'MAJOR',
  alarmReportingTime: `2026-03-01T07:3${n}:00.000Z`,
  alarmRaisedTime: `2026-03-01T08:3${n}:00.250+01:00`,
  alarmedObject: device(n),
  ...more,
});

export const ESTATE: Estate = {
  resources,
  relationships: {
    [device(1).id]: [
      { type: 'CONNECTS', id: device(2).id, direction: 'OUT', role: 'peer', node: device(2) },
      { type: 'CONNECTS', id: 'east/device.a9', direction: 'OUT', node: { id: 'east/device.a9' } },
    ],
  },
  alarms: [
    alarm(1, { perceivedSeverity: 'CRITICAL' }),
    alarm(2, { parentAlarm: { id: 'nms/a1' } }),
    alarm(3, { parentAlarm: { id: 'nms/a1' }, alarmedObject: { id: 'east/device.a9' } }),
  ],
  services: [1, 2, 3].map((n) => ({
    id: `crm/s${n}`,
    name: `SVC ${n}`,
    category: 'CUSTOMER_FACING',
    customer: { id: n === 3 ? 'other/c9' : 'crm/c1' },
  })),
  customers: [{ id: 'crm/c1', name: 'Bank', tier: 'gold' }],
  supportingResources: {
    'crm/s1': [
      { role: 'WORKING', id: 'inv/link.a1', protectionGroup: '1', node: { id: 'inv/link.a1' } },
      { role: 'PROTECTION', id: 'crm/x1', protectionGroup: '1', node: null },
    ],
  },
  supportingServices: { 'crm/s1': ['crm/s2'] },
};
