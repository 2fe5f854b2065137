/** What the emulated Zabbix of the first hour watches: a host to bind by name, one by address, and one that nobody knows. */
import type { HostData, ProblemData, TriggerData } from '../estate/zabbix/data.ts';

export const HOSTS: readonly HostData[] = [
  { hostid: '10084', host: 'sto-pe1.noc.example', interfaces: [{ ip: '10.9.0.7' }] },
  { hostid: '10085', host: 'Edge Malmo', interfaces: [{ ip: '2001:db8::8' }] },
  { hostid: '10086', host: 'rome-edge', interfaces: [{ ip: '10.9.0.100' }] },
];

export const TRIGGERS: readonly TriggerData[] = [
  {
    hosts: ['sto-pe1.noc.example'],
    description: 'Fibre to Malmo is dark',
    priority: 5,
    tags: [{ tag: 'circuit', value: 'bf-sto-mma-001' }],
  },
  {
    hosts: ['Edge Malmo'],
    description: 'Interface is down',
    priority: 4,
    tags: [{ tag: 'interface', value: '1/1/c3/1' }],
  },
  { hosts: ['rome-edge'], description: 'Fan tray has failed', priority: 3 },
];

/** All open; `now` in milliseconds since 1970. */
export function problemsAt(now: number): ProblemData[] {
  const minute = 60;
  return TRIGGERS.map(({ description }, i) => ({
    trigger: description,
    clock: Math.floor(now / 1000) - (TRIGGERS.length - i) * minute,
  }));
}
