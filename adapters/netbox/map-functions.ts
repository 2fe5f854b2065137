/** Virtual machines, as virtual functions. */
import { type MapContext, type Mapped, base, refer } from './map.ts';
import { addressesOf } from './map-equipment.ts';
import { lifecycleOf, operationalOf } from './states.ts';
import type { VirtualMachineRow } from './types.ts';

export function mapVirtualMachine(row: VirtualMachineRow, context: MapContext): Mapped {
  const host = refer(context, 'device', row.device);
  return {
    container: refer(context, 'site', row.site),
    record: {
      ...base(
        {
          type: 'virtual-machine',
          row,
          page: 'virtualization/virtual-machines',
          identifiers: [
            ['NAME', row.name],
            ...addressesOf(row).map((address) => ['MANAGEMENT_ADDRESS', address] as const),
            ['SERIAL_NUMBER', row.serial],
          ],
          characteristics: { platform: row.platform?.name, cluster: row.cluster?.name },
        },
        context,
      ),
      kind: 'VIRTUAL_FUNCTION',
      resourceType: row.role?.name ?? 'virtual machine',
      name: row.name ?? null,
      lifecycleState: lifecycleOf(row.status),
      operationalState: operationalOf(row.status),
      function: { functionType: row.role?.name ?? null, host: host === null ? null : { id: host } },
    },
  };
}
