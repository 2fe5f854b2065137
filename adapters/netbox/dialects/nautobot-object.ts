/** Nautobot's objects in NetBox's words. What is not there is left to the schema of the rows: it is unknown. */

type Fields = Readonly<Record<string, unknown>>;

/** Of a list at `path` below /api/, with its related objects (`depth=1`). */
export function nautobotObject(raw: unknown, path: string): unknown {
  const object = fieldsOf(raw);
  if (!object) return raw;
  return { ...object, status: wordOf(object['status']), ...BY_PATH[path]?.(object) };
}

const BY_PATH: Readonly<Record<string, (object: Fields) => Fields>> = {
  'dcim/cables': (cable) => ({
    a_terminations: [terminationOf(cable, 'a')],
    b_terminations: [terminationOf(cable, 'b')],
  }),
  'circuits/circuits': ({ circuit_type, circuit_termination_a, circuit_termination_z }) => ({
    type: circuit_type,
    termination_a: circuit_termination_a,
    termination_z: circuit_termination_z,
  }),
  'circuits/circuit-terminations': peersOf,
  'dcim/devices': ({ device_type }) => ({ device_type: madeOf(device_type) }),
  'dcim/interfaces': (port) => ({
    ...peersOf(port),
    parent: port['parent_interface'],
    count_ipaddresses: port['ip_address_count'],
  }),
  // A module is in a bay, and only that says of which device, or of which other module.
  'dcim/modules': ({ module_type, parent_module_bay }) => ({
    module_type: madeOf(module_type),
    module_bay: parent_module_bay,
    device: fieldsOf(parent_module_bay)?.['parent_device'],
    parent_module: fieldsOf(parent_module_bay)?.['parent_module'],
  }),
  'ipam/ip-address-to-interface': ({ ip_address, interface: port, vm_interface }) => ({
    address: fieldsOf(ip_address)?.['address'],
    assigned_object_type: port ? 'dcim.interface' : 'virtualization.vminterface',
    assigned_object: port ?? vm_interface,
    assigned_object_id: fieldsOf(port ?? vm_interface)?.['id'],
  }),
};

function terminationOf(cable: Fields, end: 'a' | 'b'): Fields {
  return {
    object_type: cable[`termination_${end}_type`],
    object_id: cable[`termination_${end}_id`],
    object: cable[`termination_${end}`],
  };
}

/** What the cable of an end leads to; nothing where it has none. */
function peersOf({ cable_peer, cable_peer_type }: Fields): Fields {
  return { link_peers: cable_peer ? [cable_peer] : [], link_peers_type: cable_peer_type };
}

/** A type's maker comes without a name, but the type is displayed as "<maker> <model>". */
function madeOf(given: unknown): unknown {
  const type = fieldsOf(given);
  const manufacturer = fieldsOf(type?.['manufacturer']);
  const [display, model] = [type?.['display'], type?.['model']];
  if (!manufacturer || typeof display !== 'string' || typeof model !== 'string') return given;
  const name = display.endsWith(` ${model}`) ? display.slice(0, -model.length - 1) : null;
  return { ...type, manufacturer: { name, ...manufacturer } };
}

/** A status, in lower case as NetBox has it. */
function wordOf(status: unknown): unknown {
  const fields = fieldsOf(status);
  if (!fields) return status;
  const word = fields['name'] ?? fields['value'];
  return typeof word === 'string' ? word.toLowerCase() : null;
}

function fieldsOf(raw: unknown): Fields | null {
  return typeof raw === 'object' && raw !== null ? (raw as Fields) : null;
}
