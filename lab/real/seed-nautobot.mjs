// Writes dcim-model.mjs into an empty Nautobot through its REST API.
import { dcimApi, index, unique } from './dcim-api.mjs';
import {
  CABLES,
  DCIM_CIRCUITS,
  DEVICES,
  INTERFACES,
  MACHINES,
  MODULES,
  PROVIDERS,
  USED_SITES,
} from './dcim-model.mjs';

const { call, create } = dcimApi(process.env.NAUTOBOT_URL, `Token ${process.env.NAUTOBOT_TOKEN}`);
const status = (name) => ({ name });

async function places() {
  const [region] = await create('dcim/location-types/', [{ name: 'Country' }]);
  const [city] = await create('dcim/location-types/', [{ name: 'City', parent: region.id }]);
  const holds = [
    'dcim.device',
    'dcim.module',
    'circuits.circuittermination',
    'virtualization.cluster',
    'ipam.prefix',
  ];
  const [site] = await create('dcim/location-types/', [
    { name: 'Site', parent: city.id, content_types: holds },
  ]);
  const [room] = await create('dcim/location-types/', [
    { name: 'Room', parent: site.id, content_types: holds },
  ]);
  const [spain] = await create('dcim/locations/', [
    { name: 'España', location_type: region.id, status: status('Active') },
  ]);
  const names = unique(USED_SITES.map((s) => s.city));
  const cities = index(
    names,
    await create(
      'dcim/locations/',
      names.map((name) => ({ name, location_type: city.id, parent: spain.id, status: status('Active') })),
    ),
    (name) => name,
  );
  const sites = index(
    USED_SITES,
    await create(
      'dcim/locations/',
      USED_SITES.map((s, k) => ({
        name: `${s.code} ${s.name}`,
        location_type: site.id,
        parent: cities.get(s.city),
        status: status(k === 3 ? 'Planned' : 'Active'),
        facility: s.code,
        // some were never measured
        ...(k % 5 === 4 ? {} : { latitude: s.lat, longitude: s.lon }),
        physical_address: k % 2 ? `Calle Mayor ${k}, ${s.city}` : '',
        time_zone: 'Europe/Madrid',
      })),
    ),
    (s) => s.code,
  );
  const [hall] = await create('dcim/locations/', [
    { name: 'Sala 1', location_type: room.id, parent: sites.get('MAD01'), status: status('Active') },
  ]);
  return { sites, hall: hall.id };
}

async function catalogue() {
  const names = unique([...DEVICES, ...MODULES].map((d) => d.manufacturer));
  const makers = index(
    names,
    await create(
      'dcim/manufacturers/',
      names.map((name) => ({ name })),
    ),
    (name) => name,
  );
  const roles = unique(DEVICES.map((d) => d.role));
  await create(
    'extras/roles/',
    roles.map((name) => ({ name, content_types: ['dcim.device'] })),
  );
  const key = (d) => `${d.manufacturer} ${d.model}`;
  const models = [...new Map(DEVICES.map((d) => [key(d), d])).values()];
  const types = index(
    models,
    await create(
      'dcim/device-types/',
      models.map((d) => ({ manufacturer: makers.get(d.manufacturer), model: d.model })),
    ),
    key,
  );
  const cardKey = (m) => `${m.manufacturer} ${m.type}`;
  const cards = [...new Map(MODULES.map((m) => [cardKey(m), m])).values()];
  const moduleTypes = index(
    cards,
    await create(
      'dcim/module-types/',
      cards.map((m) => ({ manufacturer: makers.get(m.manufacturer), model: m.type })),
    ),
    cardKey,
  );
  return { typeOf: (d) => types.get(key(d)), moduleTypeOf: (m) => moduleTypes.get(cardKey(m)) };
}

async function equipment({ sites, hall }, { typeOf, moduleTypeOf }) {
  const devices = await create(
    'dcim/devices/',
    DEVICES.map((d) => ({
      name: d.name,
      device_type: typeOf(d),
      role: { name: d.role },
      location: d.neId === 1 ? hall : sites.get(d.site),
      status: status(d.status),
      serial: d.serial,
    })),
  );
  const deviceOf = new Map(DEVICES.map((d, k) => [d.neId, devices[k].id]));
  const slotKey = (m) => `${m.neId} ${m.slot}`;
  const bays = await create(
    'dcim/module-bays/',
    MODULES.map((m) => ({ parent_device: deviceOf.get(m.neId), name: `Slot ${m.slot}`, position: m.slot })),
  );
  const modules = index(
    MODULES,
    await create(
      'dcim/modules/',
      MODULES.map((m, k) => ({
        module_type: moduleTypeOf(m),
        parent_module_bay: bays[k].id,
        status: status(m.status),
        serial: m.serial,
      })),
    ),
    slotKey,
  );
  const interfaces = await create(
    'dcim/interfaces/',
    INTERFACES.map((i) => ({
      // An interface stands on a device or on a module, never on both.
      ...(i.slot ? { module: modules.get(slotKey(i)) } : { device: deviceOf.get(i.neId) }),
      name: i.name,
      type: i.type,
      enabled: i.enabled,
      status: status(i.enabled ? 'Active' : 'Maintenance'),
      description: i.description,
    })),
  );
  return { deviceOf, devices, portOf: index(INTERFACES, interfaces, (i) => i.port) };
}

async function links({ sites }, { portOf }) {
  const types = unique(DCIM_CIRCUITS.map((c) => c.type));
  await create(
    'circuits/circuit-types/',
    types.map((name) => ({ name })),
  );
  await create(
    'circuits/providers/',
    PROVIDERS.map((name) => ({ name })),
  );
  const circuits = await create(
    'circuits/circuits/',
    DCIM_CIRCUITS.map((c) => ({
      cid: c.cid,
      provider: { name: c.provider },
      circuit_type: { name: c.type },
      status: status(c.status),
      commit_rate: c.kbps,
    })),
  );
  const ends = await create(
    'circuits/circuit-terminations/',
    DCIM_CIRCUITS.flatMap((c, k) => [
      { circuit: circuits[k].id, term_side: 'A', location: sites.get(c.aSite), port_speed: c.kbps },
      // the far end of some was never written down
      ...(k % 6 === 5 ? [] : [{ circuit: circuits[k].id, term_side: 'Z', location: sites.get(c.zSite) }]),
    ]),
  );
  const aEnd = new Map(ends.filter((e) => e.term_side === 'A').map((e) => [e.circuit.id, e.id]));
  await create('dcim/cables/', [
    ...CABLES.map((c) => ({
      termination_a_type: 'dcim.interface',
      termination_a_id: portOf.get(c.a),
      termination_b_type: 'dcim.interface',
      termination_b_id: portOf.get(c.z),
      label: c.label,
      type: c.type,
      status: status(c.status),
    })),
    ...DCIM_CIRCUITS.flatMap((c, k) =>
      c.aPort === null
        ? []
        : [
            {
              termination_a_type: 'dcim.interface',
              termination_a_id: portOf.get(c.aPort),
              termination_b_type: 'circuits.circuittermination',
              termination_b_id: aEnd.get(circuits[k].id),
              label: '',
              status: status('Connected'),
            },
          ],
    ),
  ]);
}

async function machines({ sites }) {
  await create('virtualization/cluster-types/', [{ name: 'KVM' }]);
  const codes = unique(MACHINES.map((m) => m.site));
  const clusters = index(
    codes,
    await create(
      'virtualization/clusters/',
      codes.map((code) => ({
        name: `nfvi-${code.toLowerCase()}`,
        cluster_type: { name: 'KVM' },
        location: sites.get(code),
      })),
    ),
    (code) => code,
  );
  return create(
    'virtualization/virtual-machines/',
    MACHINES.map((m) => ({
      name: m.name,
      cluster: clusters.get(m.site),
      status: status(m.status),
      vcpus: 4,
      memory: 8192,
    })),
  );
}

/** Every address on an interface of its own, then as the primary one. */
async function addresses({ deviceOf }, made) {
  await create('ipam/prefixes/', [
    { prefix: '10.0.0.0/8', status: status('Active'), type: 'container' },
    { prefix: '2001:db8::/32', status: status('Active'), type: 'container' },
  ]);
  const managed = DEVICES.filter((d) => d.ip);
  const mgmt = await create(
    'dcim/interfaces/',
    managed.map((d) => ({
      device: deviceOf.get(d.neId),
      name: 'mgmt0',
      type: '1000base-t',
      mgmt_only: true,
      status: status('Active'),
    })),
  );
  const reachable = MACHINES.map((m, k) => ({ ...m, id: made[k].id })).filter((m) => m.ip);
  const vnics = await create(
    'virtualization/interfaces/',
    reachable.map((m) => ({ virtual_machine: m.id, name: 'eth0', status: status('Active') })),
  );
  const long = (ip) => (ip.includes(':') ? `${ip}/64` : `${ip}/24`);
  const owned = [
    ...managed.map((d, k) => ({
      ip: d.ip,
      on: { interface: mgmt[k].id },
      path: 'dcim/devices/',
      id: deviceOf.get(d.neId),
    })),
    ...reachable.map((m, k) => ({
      ip: m.ip,
      on: { vm_interface: vnics[k].id },
      path: 'virtualization/virtual-machines/',
      id: m.id,
    })),
  ];
  const ips = await create(
    'ipam/ip-addresses/',
    owned.map((o) => ({
      address: long(o.ip),
      namespace: { name: 'Global' },
      status: status('Active'),
      type: 'host',
    })),
  );
  await create(
    'ipam/ip-address-to-interface/',
    owned.map((o, k) => ({ ip_address: ips[k].id, ...o.on })),
  );
  for (const path of unique(owned.map((o) => o.path))) {
    const rows = owned.flatMap((o, k) =>
      o.path === path ? [{ id: o.id, [o.ip.includes(':') ? 'primary_ip6' : 'primary_ip4']: ips[k].id }] : [],
    );
    await call('PATCH', path, rows);
  }
}

const where = await places();
const what = await catalogue();
const made = await equipment(where, what);
await links(where, made);
await addresses(made, await machines(where));
