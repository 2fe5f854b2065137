/** Renames a device in the inventory that holds it, as a clerk of that operator would. */
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Device } from '../network/network.ts';
import type { NetboxEmulation } from '../netbox/start-netbox-emulation.ts';
import { charPad } from '../west/habits.ts';

export interface Inventories {
  /** The path of tributary.yaml; the databases are beside it. */
  readonly configuration: string;
  readonly netbox: NetboxEmulation;
}

const STATEMENTS = {
  west: 'UPDATE EQUIPO SET NOM_EQP = ? WHERE NUM_SER = ?',
  east: 'UPDATE node SET hostname = ? WHERE serial_no = ?',
} as const;
const WEST_NAME_WIDTH = 24;

export function renameDevice({ configuration, netbox }: Inventories, device: Device, to: string): void {
  const { holder } = device.site;
  if (holder === 'north') {
    const where = [{ sql: 't.serial = ?', values: [device.serial] }];
    const [row] = netbox.control.rows('devices', { where, orderBy: 't.id', limit: 1, offset: 0 });
    netbox.control.update('devices', Number(row?.['id']), { name: to });
    return;
  }
  const database = new DatabaseSync(join(dirname(configuration), `${holder}.sqlite`));
  try {
    const name = holder === 'west' ? charPad(to, WEST_NAME_WIDTH) : to;
    database.prepare(STATEMENTS[holder]).run(name, device.serial);
  } finally {
    database.close();
  }
}
