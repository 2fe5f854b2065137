// What NetBox and Nautobot hold of the network in network.mjs: the elements at three sites, as another department wrote them down.
// The same element has another name there; a serial number, an address or neither tells that it is the same.
import { HOSTS } from './hosts.mjs';
import { CARDS, CIRCUITS, HOPS, NES, PORTS, SITES, WATCHED_SITES, portId, portName } from './network.mjs';

const PORTS_PER_NE = 80;
const neOf = (port) => Math.ceil(port / PORTS_PER_NE);
const hostOf = new Map(HOSTS.filter((h) => h.neId).map((h) => [h.neId, h]));

// Two routers of two cities are both called core-1: names are unique within a site only.
const NAMES = new Map([
  [47, 'core-1'],
  [43, 'core-1'],
  [561, 'GPON Madrid 3 (old rack)'],
  [603, 'VLC/core P'],
  [207, 'eNB Barcelona A'],
]);
const SPELLINGS = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toLowerCase().replace(/(^|-)[a-z]/g, (c) => c.toUpperCase()),
];
const STATUSES = ['Active', 'Active', 'Planned', 'Active', 'Failed', 'Active', 'Offline', 'Staged', 'Active'];
const ROLES = {
  ROUTER: 'Router',
  OLT: 'OLT',
  SDH: 'ADM',
  MSAN: 'MSAN',
  DWDM: 'DWDM',
  ENB: 'eNodeB',
  GNB: 'gNodeB',
};

/** neId is null where only this system knows the device. */
const device = (n, k) => ({
  neId: n.ne_id,
  name: NAMES.get(n.ne_id) ?? SPELLINGS[k % 3](n.cleanName),
  site: n.site.code,
  role: ROLES[n.ne_type],
  manufacturer: n.vendorName,
  model: n.model,
  serial: n.serial_no ?? '',
  ip: n.mgmt_ip || null,
  status: hostOf.has(n.ne_id) ? 'Active' : STATUSES[k % STATUSES.length],
});
const extra = (name, site, more = {}) => ({
  neId: null,
  name,
  site,
  role: 'Switch',
  manufacturer: 'Cisco',
  model: 'C9300-48T',
  serial: '',
  ip: null,
  status: 'Active',
  ...more,
});
export const DEVICES = [
  ...NES.filter((n) => WATCHED_SITES.includes(n.site.code)).map(device),
  extra('Conmutador «Peñón» #3, 100 % & más', 'MAD01'),
  extra(null, 'MAD01', { serial: 'SPARE-0001', status: 'Inventory' }),
  extra(null, 'BCN02', { status: 'Inventory' }),
];
const inside = new Set(DEVICES.map((d) => d.neId).filter(Boolean));
const isRouter = (neId) => NES[neId - 1].ne_type === 'ROUTER';

// A third of the hops between two of these elements was written down as cables; circuits of the routers end on a cable as well, on
// the carrier's side.
const between = HOPS.filter((h) => inside.has(neOf(h.a_port_id)) && inside.has(neOf(h.z_port_id))).filter(
  (_, k) => k % 3 === 0,
);
export const CABLES = between.map((h, k) => ({
  a: h.a_port_id,
  z: h.z_port_id,
  label: `FO-${String(h.circuit_id).padStart(4, '0')}-${h.seq_no}`,
  type: k % 3 ? 'smf' : '',
  status: k % 7 === 3 ? 'Planned' : 'Connected',
}));
const cabled = new Set(CABLES.flatMap((c) => [c.a, c.z]));
const wanted = new Set(HOSTS.map((h) => h.circuit).filter(Boolean));
const lastHop = new Map(HOPS.filter((h) => h.role === 'W').map((h) => [h.circuit_id, h]));
const firstHop = new Map(HOPS.filter((h) => h.seq_no === 1).map((h) => [h.circuit_id, h]));
const CIRCUIT_STATUS = { AC: 'Active', PE: 'Provisioning', CE: 'Decommissioned' };
export const DCIM_CIRCUITS = CIRCUITS.map((c) => ({ ...c, a: firstHop.get(c.circuit_id).a_port_id }))
  .filter((c) => inside.has(neOf(c.a)) && isRouter(neOf(c.a)))
  .filter((c, k) => wanted.has(c.ckt_name) || k % 9 === 0)
  .map((c) => ({
    cid: c.ckt_name,
    circuitId: c.circuit_id,
    status: CIRCUIT_STATUS[c.status_cd],
    provider: ['Iberia Carrier, S.A.', 'Meseta Telecom'][c.circuit_id % 2],
    type: c.ckt_name.split('/')[0],
    kbps: { '10G': 1e7, 'STM-16': 2_488_320, '100G': 1e8, '1G': 1e6 }[c.rate],
    aSite: NES[neOf(c.a) - 1].site.code,
    zSite: NES[neOf(lastHop.get(c.circuit_id).z_port_id) - 1].site.code,
    // null where the cable to the carrier was never written down
    aPort: cabled.has(c.a) ? null : c.a,
  }));

// The first port of an element, four of a router, and whatever a cable or a circuit ends on.
const TYPES = {
  '1G': '1000base-t',
  '10G': '10gbase-x-sfpp',
  'STM-1': 'sonet-oc3',
  'STM-16': 'sonet-oc48',
  '100G': '100gbase-x-qsfp28',
};
const ends = [...CABLES.flatMap((c) => [c.a, c.z]), ...DCIM_CIRCUITS.map((c) => c.aPort)].filter(Boolean);
const portsOf = (neId) => {
  const first = portId(neId, '0/0/0');
  const plain = Array.from({ length: isRouter(neId) ? 4 : 1 }, (_, k) => first + k);
  return [...new Set([...plain, ...ends.filter((p) => neOf(p) === neId)])].sort((a, b) => a - b);
};
/** slot is null where the port stands on the device itself: only routers and OLTs have their cards written down. */
export const INTERFACES = [...inside].flatMap((neId) =>
  portsOf(neId).map((port) => {
    const row = PORTS[port - 1];
    const name = portName(port);
    const withCards = ['ROUTER', 'OLT'].includes(NES[neId - 1].ne_type);
    return {
      port,
      neId,
      name,
      slot: withCards ? name.slice(0, name.lastIndexOf('/')) : null,
      type: TYPES[row.rate],
      enabled: row.admin_st === 'U',
      description: port % 10 === 0 ? `hacia ${NES[neId - 1].site.city} «${port}»` : '',
    };
  }),
);
export const MODULES = [...new Set(INTERFACES.filter((i) => i.slot).map((i) => `${i.neId} ${i.slot}`))].map(
  (key) => {
    const [neId, slot] = key.split(' ');
    const card = CARDS[(Number(neId) - 1) * 10 + Number(slot.slice(2))];
    return {
      neId: Number(neId),
      slot,
      type: card.card_type,
      manufacturer: NES[Number(neId) - 1].vendorName,
      serial: card.serial_no,
      status: card.status_cd === 'FL' ? 'Failed' : 'Active',
    };
  },
);

export const PROVIDERS = ['Iberia Carrier, S.A.', 'Meseta Telecom'];
export const USED_SITES = SITES.filter((s) =>
  new Set([...WATCHED_SITES, ...DCIM_CIRCUITS.map((c) => c.zSite)]).has(s.code),
);
/** host is the device that a cluster of its own runs on; null where nobody wrote it down. */
export const MACHINES = [
  { name: 'vBNG-01', site: 'MAD01', status: 'Active', ip: '10.20.200.11' },
  { name: 'vfw-mad-a', site: 'MAD01', status: 'Offline', ip: '10.20.200.12' },
  { name: 'dns (resolver) 2', site: 'BCN02', status: 'Active', ip: '2001:db8:20::53' },
  { name: 'old-radius', site: 'BCN02', status: 'Decommissioning', ip: null },
];
