/** The models that are records of the contract: where they are read, and what they become. */
import type { ZodType } from 'zod';
import type { MapContext, Mapped } from './map.ts';
import { mapDevice, mapModule } from './map-equipment.ts';
import { mapVirtualMachine } from './map-functions.ts';
import { mapCable, mapCircuit } from './map-links.ts';
import { mapLocation, mapSite } from './map-places.ts';
import { mapInterface, mapVmInterface } from './map-ports.ts';
import {
  cableRow,
  circuitRow,
  deviceRow,
  interfaceRow,
  locationRow,
  moduleRow,
  siteRow,
  virtualMachineRow,
  vmInterfaceRow,
} from './types.ts';

export type RecordTypeName =
  | 'cable'
  | 'circuit'
  | 'device'
  | 'interface'
  | 'location'
  | 'module'
  | 'site'
  | 'virtual-machine'
  | 'vm-interface';

export interface RecordType {
  readonly name: RecordTypeName;
  /** Below /api/. */
  readonly path: string;
  /** What the change log and generic foreign keys call it. */
  readonly objectType: string;
  /** True where nothing is contained in one. */
  readonly leaf: boolean;
  readonly row: ZodType<Row>;
  map(row: Row, context: MapContext): Mapped;
}

/** A row of one of the models; only its own type's `map` knows which. */
export interface Row {
  readonly id: string;
}

export const RECORD_TYPES: Readonly<Record<RecordTypeName, RecordType>> = {
  cable: type('cable', 'dcim/cables', 'dcim.cable', true, cableRow, mapCable),
  circuit: type('circuit', 'circuits/circuits', 'circuits.circuit', true, circuitRow, mapCircuit),
  device: type('device', 'dcim/devices', 'dcim.device', false, deviceRow, mapDevice),
  interface: type('interface', 'dcim/interfaces', 'dcim.interface', true, interfaceRow, mapInterface),
  location: type('location', 'dcim/locations', 'dcim.location', false, locationRow, mapLocation),
  module: type('module', 'dcim/modules', 'dcim.module', false, moduleRow, mapModule),
  site: type('site', 'dcim/sites', 'dcim.site', false, siteRow, mapSite),
  'virtual-machine': type(
    'virtual-machine',
    'virtualization/virtual-machines',
    'virtualization.virtualmachine',
    false,
    virtualMachineRow,
    mapVirtualMachine,
  ),
  'vm-interface': type(
    'vm-interface',
    'virtualization/interfaces',
    'virtualization.vminterface',
    true,
    vmInterfaceRow,
    mapVmInterface,
  ),
};

function type<R extends Row>(
  name: RecordTypeName,
  path: string,
  objectType: string,
  leaf: boolean,
  row: ZodType<R>,
  map: (row: R, context: MapContext) => Mapped,
): RecordType {
  return { name, path, objectType, leaf, row, map: (given, context) => map(given as R, context) };
}
