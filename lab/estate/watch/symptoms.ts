/**
 * What the two Zabbix servers say when something in the network fails: each of what it watches, line and client layers, both ends. The
 * first word has what has failed itself; the rest follows from that, and says so where its Zabbix has words for it.
 */
import { type Failure, type Impact, impactOf } from '../network/impact.ts';
import { type Device, type Link, type Network, type Port, deviceOf } from '../network/network.ts';
import type { Condition } from './condition.ts';
import { isWatched } from './hosts.ts';

type Said = Omit<Condition, 'manager' | 'on' | 'parent'>;

/** In the order in which a Zabbix finds them: what has failed first, then layer by layer. */
export function symptomsOf(network: Network, failure: Failure): Condition[] {
  const impact = impactOf(network, failure);
  const roots = rootsOf(failure, impact);
  const first = new Map(roots.toReversed().map((one) => [one.manager, one]));
  const dark = new Set(impact.devices);
  const fallen = impact.links.filter((link) => !failure.links?.includes(link));
  const silent = impact.devices
    .filter((device) => !failure.devices?.includes(device))
    .flatMap((device) => saidOf(device, SILENT));
  const followers = [...silent, ...fallen.flatMap((link) => linkSymptoms(link, dark))];
  return [
    ...roots,
    ...followers.map((one) => {
      const parent = first.get(one.manager);
      return parent ? { ...one, parent } : one;
    }),
  ];
}

const SILENT: Said = {
  text: 'Does not answer',
  severity: 5,
  type: 'communicationsAlarm',
  cause: 'communicationsSubsystemFailure',
};

function rootsOf(
  { sites = [], devices = [], cards = [], ports = [], links = [] }: Failure,
  impact: Impact,
): Condition[] {
  const dark = new Set(impact.devices);
  return [
    ...sites.flatMap((site) => {
      const guard = impact.devices.find((device) => device.site === site && isOptical(device));
      return guard ? saidOf(guard, POWER) : [];
    }),
    ...devices.flatMap((device) => saidOf(device, SILENT)),
    ...cards.flatMap(({ device, slot, model }) =>
      saidOf(device, {
        text: `Card ${slot} (${model}) has failed`,
        severity: 5,
        type: 'equipmentAlarm',
        cause: 'equipmentMalfunction',
      }),
    ),
    ...ports.flatMap((port) =>
      saidOf(deviceOf(port), {
        text: 'Transceiver has failed',
        severity: 4,
        port: port.name,
        type: 'equipmentAlarm',
        cause: 'transmitterFailure',
      }),
    ),
    ...links.flatMap((link) => linkSymptoms(link, dark)),
  ];
}

const POWER: Said = {
  text: 'Mains and battery have failed',
  severity: 5,
  type: 'environmentalAlarm',
  cause: 'powerProblem',
};

function isOptical({ role }: Device): boolean {
  return role === 'wdm' || role === 'amp';
}

/** At both ends, as far as the devices there still speak. */
function linkSymptoms(link: Link, dark: ReadonlySet<Device>): Condition[] {
  const ends = [
    [link.a, link.z],
    [link.z, link.a],
  ] as const;
  return ends.flatMap(([here, there]) =>
    dark.has(deviceOf(here))
      ? []
      : wordsOf(link, here, deviceOf(there).site.name).flatMap((said) => saidOf(deviceOf(here), said)),
  );
}

function wordsOf(link: Link, here: Port, far: string): Said[] {
  const lost = { type: 'communicationsAlarm', cause: 'lossOfSignal' } as const;
  const down = { text: 'Interface is down', severity: 4, port: here.name, ...lost } as const;
  // What the north's inventory knows nothing of cannot be named by its circuit there.
  const object = link.holder === 'north' ? { port: here.name } : { circuit: link.circuit };
  switch (link.kind) {
    case 'fibre':
      return [{ text: `No light from ${far}`, severity: 5, circuit: link.circuit, ...lost }];
    case 'oms':
      return [{ text: `Multiplex section to ${far} carries nothing`, severity: 4, ...object, ...lost }];
    case 'och':
      return [{ text: `Channel ${link.circuit} to ${far} is lost`, severity: 3, ...object, ...lost }];
    case 'trunk':
      return [{ text: `Trunk to ${far} is down`, severity: 5, circuit: link.circuit, ...lost }, down];
    case 'uplink':
    case 'access':
      return [down];
  }
}

/** Nothing, of what nobody watches. */
function saidOf(device: Device, said: Said): Condition[] {
  return isWatched(device) ? [{ ...said, manager: device.site.manager, on: device.key }] : [];
}
