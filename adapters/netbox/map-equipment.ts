/** Devices, and modules as cards. */
import { type MapContext, type Mapped, base, hostAddress, refer } from './map.ts';
import { lifecycleOf, operationalOf } from './states.ts';
import type { DeviceRow, ModuleRow } from './types.ts';

export function mapDevice(row: DeviceRow, context: MapContext): Mapped {
  const made = row.device_type;
  const managed = addressesOf(row);
  return {
    container: refer(context, 'location', row.location) ?? refer(context, 'site', row.site),
    record: {
      ...base(
        {
          type: 'device',
          row,
          page: 'dcim/devices',
          identifiers: [
            ['NAME', row.name],
            ...managed.map((address) => ['MANAGEMENT_ADDRESS', address] as const),
            ['SERIAL_NUMBER', row.serial],
            ['ALIAS', row.asset_tag],
          ],
          characteristics: { assetTag: row.asset_tag, rack: row.rack?.name },
        },
        context,
      ),
      kind: 'DEVICE',
      resourceType: row.role?.name ?? null,
      name: row.name ?? null,
      lifecycleState: lifecycleOf(row.status),
      operationalState: operationalOf(row.status),
      equipment: {
        role: row.role?.name ?? null,
        vendor: made?.manufacturer?.name ?? null,
        model: made?.model ?? null,
        partNumber: made
          ? (made.part_number ?? context.supplements.partNumber('device-types', made.id))
          : null,
        serialNumber: row.serial ?? null,
        softwareVersion: row.platform?.name ?? null,
        managementAddress: managed[0] ?? null,
        slot: null,
      },
    },
  };
}

export function mapModule(row: ModuleRow, context: MapContext): Mapped {
  const made = row.module_type;
  return {
    container:
      refer(context, 'device', row.device) ??
      refer(context, 'module', row.parent_module) ??
      refer(context, 'location', row.location),
    record: {
      ...base(
        {
          type: 'module',
          row,
          page: 'dcim/modules',
          identifiers: [
            ['SERIAL_NUMBER', row.serial],
            ['ALIAS', row.asset_tag],
          ],
          characteristics: { assetTag: row.asset_tag },
        },
        context,
      ),
      kind: 'CARD',
      resourceType: 'module',
      // A module has no name of its own: it is called by the bay it is in.
      name: row.module_bay?.name ?? row.module_bay?.display ?? null,
      lifecycleState: lifecycleOf(row.status),
      operationalState: operationalOf(row.status),
      equipment: {
        role: null,
        vendor: made?.manufacturer?.name ?? null,
        model: made?.model ?? null,
        partNumber: made
          ? (made.part_number ?? context.supplements.partNumber('module-types', made.id))
          : null,
        serialNumber: row.serial ?? null,
        softwareVersion: null,
        managementAddress: null,
        slot: row.module_bay?.name ?? row.module_bay?.display ?? null,
      },
    },
  };
}

/** The primary one first. */
export function addressesOf(
  row: Pick<DeviceRow, 'primary_ip' | 'primary_ip4' | 'primary_ip6'> & Partial<Pick<DeviceRow, 'oob_ip'>>,
): string[] {
  const all = [row.primary_ip, row.primary_ip4, row.primary_ip6, row.oob_ip];
  return [...new Set(all.flatMap((ip) => hostAddress(ip?.address) ?? []))];
}
