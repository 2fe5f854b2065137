/** Interfaces of devices and of virtual machines, as ports. */
import { type MapContext, type Mapped, base, idOf, refer } from './map.ts';
import { bitsOf } from './states.ts';
import type { InterfaceRow, VmInterfaceRow } from './types.ts';

export function mapInterface(row: InterfaceRow, context: MapContext): Mapped {
  const device = refer(context, 'device', row.device);
  const cable = refer(context, 'cable', row.cable);
  return {
    container: refer(context, 'module', row.module) ?? device,
    record: {
      ...base(
        {
          type: 'interface',
          row,
          page: 'dcim/interfaces',
          identifiers: [
            ...(device === null ? [] : [['PORT_NAME', row.name, device] as const]),
            ['MAC_ADDRESS', row.mac_address],
          ],
          characteristics: {
            label: row.label,
            mtu: row.mtu,
            managementOnly: row.mgmt_only === true ? true : null,
          },
        },
        context,
      ),
      kind: 'PORT',
      resourceType: row.type ?? null,
      name: row.name ?? null,
      administrativeState: administrativeOf(row.enabled),
      port: {
        speed: bitsOf(row.speed),
        macAddress: row.mac_address ?? null,
        ipAddresses:
          row.count_ipaddresses === 0
            ? []
            : listOf(context.supplements.addresses(idOf(context, 'interface', row.id))),
        link: cable === null ? null : { id: cable },
      },
    },
  };
}

export function mapVmInterface(row: VmInterfaceRow, context: MapContext): Mapped {
  const machine = refer(context, 'virtual-machine', row.virtual_machine);
  return {
    container: machine,
    record: {
      ...base(
        {
          type: 'vm-interface',
          row,
          page: 'virtualization/interfaces',
          identifiers: [
            ...(machine === null ? [] : [['PORT_NAME', row.name, machine] as const]),
            ['MAC_ADDRESS', row.mac_address],
          ],
          characteristics: { mtu: row.mtu },
        },
        context,
      ),
      kind: 'PORT',
      resourceType: 'virtual',
      name: row.name ?? null,
      administrativeState: administrativeOf(row.enabled),
      port: {
        speed: null,
        macAddress: row.mac_address ?? null,
        ipAddresses: listOf(context.supplements.addresses(idOf(context, 'vm-interface', row.id))),
        link: null,
      },
    },
  };
}

function administrativeOf(enabled: boolean | null | undefined) {
  if (enabled === null || enabled === undefined) return null;
  return enabled ? 'UNLOCKED' : 'LOCKED';
}

function listOf(addresses: readonly string[] | null): string[] | null {
  return addresses && [...addresses];
}
