// Writes dcim-model.mjs into an empty NetBox through its REST API.
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

const { call, create } = dcimApi(process.env.NETBOX_URL, `Bearer ${process.env.NETBOX_TOKEN}`);
const slug = (name) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const named = (name) => ({ name, slug: slug(name) });
const status = (name) => name.toLowerCase();
const STATUS_OF_MODULE = { Active: 'active', Failed: 'failed' };

async function places() {
  const [spain] = await create('dcim/regions/', [named('España')]);
  const names = unique(USED_SITES.map((s) => s.city));
  const cities = index(
    names,
    await create(
      'dcim/regions/',
      names.map((name) => ({ ...named(name), parent: spain.id })),
    ),
    (name) => name,
  );
  const sites = index(
    USED_SITES,
    await create(
      'dcim/sites/',
      USED_SITES.map((s, k) => ({
        name: `${s.code} ${s.name}`,
        slug: s.code.toLowerCase(),
        region: cities.get(s.city),
        status: k === 3 ? 'planned' : 'active',
        facility: s.code,
        // some were never measured
        ...(k % 5 === 4 ? {} : { latitude: Number(s.lat), longitude: Number(s.lon) }),
        physical_address: k % 2 ? `Calle Mayor ${k}, ${s.city}` : '',
        time_zone: 'Europe/Madrid',
      })),
    ),
    (s) => s.code,
  );
  const [hall] = await create('dcim/locations/', [
    { ...named('Sala 1'), site: sites.get('MAD01'), status: 'active' },
  ]);
  return { sites, hall: hall.id };
}

async function catalogue() {
  const names = unique([...DEVICES, ...MODULES].map((d) => d.manufacturer));
  const makers = index(names, await create('dcim/manufacturers/', names.map(named)), (name) => name);
  const roleNames = unique(DEVICES.map((d) => d.role));
  const roles = index(
    roleNames,
    await create(
      'dcim/device-roles/',
      roleNames.map((name) => ({ ...named(name), color: '9e9e9e' })),
    ),
    (name) => name,
  );
  const key = (d) => `${d.manufacturer} ${d.model}`;
  const models = [...new Map(DEVICES.map((d) => [key(d), d])).values()];
  const types = index(
    models,
    await create(
      'dcim/device-types/',
      models.map((d) => ({ manufacturer: makers.get(d.manufacturer), model: d.model, slug: slug(key(d)) })),
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
  return {
    roleOf: (d) => roles.get(d.role),
    typeOf: (d) => types.get(key(d)),
    moduleTypeOf: (m) => moduleTypes.get(cardKey(m)),
  };
}

async function equipment({ sites, hall }, { roleOf, typeOf, moduleTypeOf }) {
  const devices = await create(
    'dcim/devices/',
    DEVICES.map((d) => ({
      name: d.name,
      device_type: typeOf(d),
      role: roleOf(d),
      site: sites.get(d.site),
      ...(d.neId === 1 ? { location: hall } : {}),
      status: status(d.status),
      serial: d.serial,
    })),
  );
  const deviceOf = new Map(DEVICES.map((d, k) => [d.neId, devices[k].id]));
  const slotKey = (m) => `${m.neId} ${m.slot}`;
  const bays = await create(
    'dcim/module-bays/',
    MODULES.map((m) => ({ device: deviceOf.get(m.neId), name: `Slot ${m.slot}`, position: m.slot })),
  );
  const modules = index(
    MODULES,
    await create(
      'dcim/modules/',
      MODULES.map((m, k) => ({
        device: deviceOf.get(m.neId),
        module_bay: bays[k].id,
        module_type: moduleTypeOf(m),
        status: STATUS_OF_MODULE[m.status],
        serial: m.serial,
      })),
    ),
    slotKey,
  );
  const interfaces = await create(
    'dcim/interfaces/',
    INTERFACES.map((i) => ({
      device: deviceOf.get(i.neId),
      ...(i.slot ? { module: modules.get(slotKey(i)) } : {}),
      name: i.name,
      type: i.type,
      enabled: i.enabled,
      description: i.description,
    })),
  );
  return { deviceOf, portOf: index(INTERFACES, interfaces, (i) => i.port) };
}

async function links({ sites }, { portOf }) {
  const typeNames = unique(DCIM_CIRCUITS.map((c) => c.type));
  const types = index(
    typeNames,
    await create('circuits/circuit-types/', typeNames.map(named)),
    (name) => name,
  );
  const providers = index(
    PROVIDERS,
    await create('circuits/providers/', PROVIDERS.map(named)),
    (name) => name,
  );
  const circuits = await create(
    'circuits/circuits/',
    DCIM_CIRCUITS.map((c) => ({
      cid: c.cid,
      provider: providers.get(c.provider),
      type: types.get(c.type),
      status: status(c.status),
      commit_rate: c.kbps,
    })),
  );
  const at = (site) => ({ termination_type: 'dcim.site', termination_id: sites.get(site) });
  const ends = await create(
    'circuits/circuit-terminations/',
    DCIM_CIRCUITS.flatMap((c, k) => [
      { circuit: circuits[k].id, term_side: 'A', ...at(c.aSite), port_speed: c.kbps },
      // the far end of some was never written down
      ...(k % 6 === 5 ? [] : [{ circuit: circuits[k].id, term_side: 'Z', ...at(c.zSite) }]),
    ]),
  );
  const aEnd = new Map(ends.filter((e) => e.term_side === 'A').map((e) => [e.circuit.id, e.id]));
  const port = (id) => [{ object_type: 'dcim.interface', object_id: portOf.get(id) }];
  await create('dcim/cables/', [
    ...CABLES.map((c) => ({
      a_terminations: port(c.a),
      b_terminations: port(c.z),
      label: c.label,
      type: c.type || null,
      status: status(c.status),
    })),
    ...DCIM_CIRCUITS.flatMap((c, k) =>
      c.aPort === null
        ? []
        : [
            {
              a_terminations: port(c.aPort),
              b_terminations: [
                { object_type: 'circuits.circuittermination', object_id: aEnd.get(circuits[k].id) },
              ],
              label: '',
              status: 'connected',
            },
          ],
    ),
  ]);
}

async function machines({ sites }) {
  const [kvm] = await create('virtualization/cluster-types/', [named('KVM')]);
  const codes = unique(MACHINES.map((m) => m.site));
  const clusters = index(
    codes,
    await create(
      'virtualization/clusters/',
      codes.map((code) => ({
        name: `nfvi-${code.toLowerCase()}`,
        type: kvm.id,
        status: 'active',
        scope_type: 'dcim.site',
        scope_id: sites.get(code),
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
  const managed = DEVICES.filter((d) => d.ip);
  const mgmt = await create(
    'dcim/interfaces/',
    managed.map((d) => ({
      device: deviceOf.get(d.neId),
      name: 'mgmt0',
      type: '1000base-t',
      mgmt_only: true,
    })),
  );
  const reachable = MACHINES.map((m, k) => ({ ...m, id: made[k].id })).filter((m) => m.ip);
  const vnics = await create(
    'virtualization/interfaces/',
    reachable.map((m) => ({ virtual_machine: m.id, name: 'eth0' })),
  );
  const owned = [
    ...managed.map((d, k) => ({
      ip: d.ip,
      on: { assigned_object_type: 'dcim.interface', assigned_object_id: mgmt[k].id },
      path: 'dcim/devices/',
      id: deviceOf.get(d.neId),
    })),
    ...reachable.map((m, k) => ({
      ip: m.ip,
      on: { assigned_object_type: 'virtualization.vminterface', assigned_object_id: vnics[k].id },
      path: 'virtualization/virtual-machines/',
      id: m.id,
    })),
  ];
  const ips = await create(
    'ipam/ip-addresses/',
    owned.map((o) => ({
      address: o.ip.includes(':') ? `${o.ip}/64` : `${o.ip}/24`,
      status: 'active',
      ...o.on,
    })),
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
