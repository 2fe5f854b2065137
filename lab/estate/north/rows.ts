/**
 * What the northern NetBox holds of a network. Fibres and what stays in one building are cables, what rides on a wavelength is a circuit;
 * sections and channels are in no model of NetBox, so nobody has written them down.
 */
import { portsInUse } from '../network/find.ts';
import { type Link, type Network, deviceOf } from '../network/network.ts';
import type { CableEnd, NetboxRows } from '../netbox/rows.ts';
import { numbering } from '../west/habits.ts';
import { PROVIDER, WAVELENGTH, countryId, moduleTypeId, platformId, roleId, typeId } from './catalogue.ts';

/** Rows of a further unit are numbered above those of the one before. */
const NUMBERS_PER_UNIT = 100_000;
const BITS_PER_KILOBIT = 1000;
const METRES_PER_KILOMETRE = 1000;
const INTERFACE_TYPES = new Map([
  [10e9, '10gbase-x-sfpp'],
  [100e9, '100gbase-x-qsfp28'],
]);

/** What a network adds to the catalogue. */
export function northRows(network: Network): NetboxRows {
  const above = network.unit * NUMBERS_PER_UNIT;
  const own = network.devices.filter(({ site }) => site.holder === 'north');
  const sites = numbering(
    network.sites.filter(({ holder }) => holder === 'north'),
    above,
  );
  const devices = numbering(own, above + 100);
  const cards = numbering(
    own.flatMap((device) => device.cards),
    above + 1000,
  );
  const ports = numbering(
    cards.all.flatMap((card) => card.ports),
    above + 10_000,
  );
  const used = portsInUse(network);
  const links = network.links.filter(
    ({ holder, kind }) => holder === 'north' && kind !== 'oms' && kind !== 'och',
  );
  const cabled = links.filter(({ carriers }) => carriers.length === 0);
  const circuits = numbering(
    links.filter(({ carriers }) => carriers.length > 0),
    above,
  );
  /** After those of the ports. */
  const managementId = (i: number): number => above + 50_000 + i + 1;
  const terminationId = (circuit: Link, side: 'A' | 'Z'): number =>
    circuits.of(circuit) * 2 + (side === 'A' ? 0 : 1);

  return {
    sites: sites.all.map((site) => ({
      id: sites.of(site),
      name: site.name,
      slug: site.code.toLowerCase(),
      region: countryId(site.country),
      facility: `${site.code}${site.country}01`,
      physical_address: site.address,
      latitude: site.latitude,
      longitude: site.longitude,
      custom_fields: { country: site.country, clli: site.code },
    })),
    devices: own.map((device, i) => ({
      id: devices.of(device),
      name: device.name,
      device_type: typeId(device.role),
      role: roleId(device.role),
      platform: platformId(device.software),
      serial: device.serial,
      site: sites.of(device.site),
      primary_ip4: managementId(i),
      custom_fields: { tid: device.tid },
    })),
    modules: cards.all.map((card) => ({
      id: cards.of(card),
      device: devices.of(card.device),
      module_type: moduleTypeId(card.model),
      bay: `Slot ${card.slot}`,
      serial: card.serial,
    })),
    interfaces: [
      ...ports.all.map((port) => ({
        id: ports.of(port),
        device: devices.of(deviceOf(port)),
        module: cards.of(port.card),
        name: port.name,
        type: INTERFACE_TYPES.get(port.speed) ?? 'other',
        enabled: used.has(port),
        mac_address: port.mac.toUpperCase(),
        speed: port.speed / BITS_PER_KILOBIT,
      })),
      ...own.map((device, i) => ({
        id: managementId(i),
        device: devices.of(device),
        name: 'mgmt0',
        type: '1000base-t',
        mgmt_only: true,
      })),
    ],
    circuits: circuits.all.map((link) => ({
      id: circuits.of(link),
      cid: link.circuit,
      provider: PROVIDER,
      type: WAVELENGTH,
      commit_rate: link.capacity === null ? null : link.capacity / BITS_PER_KILOBIT,
    })),
    circuit_terminations: circuits.all.flatMap((link) =>
      (['A', 'Z'] as const).map((side) => ({
        id: terminationId(link, side),
        circuit: circuits.of(link),
        term_side: side,
        site: sites.of(deviceOf(side === 'A' ? link.a : link.z).site),
        port_speed: link.capacity === null ? null : link.capacity / BITS_PER_KILOBIT,
      })),
    ),
    cables: [
      ...cabled.map((link, i) => ({
        id: above + i + 1,
        type: 'smf-os2',
        label: link.circuit,
        length: link.kind === 'fibre' ? link.length / METRES_PER_KILOMETRE : link.length,
        length_unit: link.kind === 'fibre' ? 'km' : 'm',
        a_terminations: [interfaceEnd(ports.of(link.a))],
        b_terminations: [interfaceEnd(ports.of(link.z))],
      })),
      ...circuits.all.flatMap((link, i) =>
        (['A', 'Z'] as const).map((side, s) => ({
          id: above + 10_000 + i * 2 + s + 1,
          type: 'smf',
          a_terminations: [interfaceEnd(ports.of(side === 'A' ? link.a : link.z))],
          b_terminations: [
            {
              object_type: 'circuits.circuittermination' as const,
              object_id: terminationId(link, side),
            },
          ],
        })),
      ),
    ],
    ip_addresses: own.map((device, i) => ({
      id: managementId(i),
      address: `${device.address}/24`,
      assigned_object_type: 'dcim.interface',
      assigned_object_id: managementId(i),
      dns_name: `${device.name}.nordnet.example`,
    })),
  };
}

function interfaceEnd(id: number): CableEnd {
  return { object_type: 'dcim.interface', object_id: id };
}
