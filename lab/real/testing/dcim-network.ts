/** What a test looks for in the real NetBox and Nautobot, out of what the lab has written there. */
import { CABLES, DCIM_CIRCUITS, DEVICES, INTERFACES, MODULES } from '../dcim-model.mjs';

/** The OLT in MAD01 that Zabbix calls zbx-20017. */
const NE = 1;

export function realNetwork() {
  const device = DEVICES.find(({ neId }) => neId === NE);
  const module = MODULES.find(({ neId }) => neId === NE);
  const port = INTERFACES.find(({ neId, slot }) => neId === NE && slot === module?.slot);
  const circuit = DCIM_CIRCUITS.find(({ aPort }) => aPort !== null);
  const end = INTERFACES.find((one) => one.port === circuit?.aPort);
  const [cable] = CABLES;
  if (!device?.name || !device.ip || !module || !port || !circuit || !end || !cable)
    throw new TypeError('The model of the lab must have one of each.');
  return {
    twins: 'core-1',
    device: {
      name: device.name,
      ip: device.ip,
      serial: device.serial,
      vendor: device.manufacturer,
    },
    cards: MODULES.filter(({ neId }) => neId === NE).length,
    cardOf: { name: `Slot ${module.slot}`, port: port.name },
    circuit: { cid: circuit.cid, port: end.name },
    cable: cable.label,
  };
}
