// The one network behind all systems of the lab: the logical content of the legacy inventory, row by row.
// Deterministic, so that PostgreSQL and MariaDB hold the same rows and Zabbix can watch elements that exist.

const CITIES = [
  ['MAD', 'Madrid', 40.4168, -3.7038],
  ['BCN', 'Barcelona', 41.3874, 2.1686],
  ['VLC', 'Valencia', 39.4699, -0.3763],
  ['SVQ', 'Sevilla', 37.3891, -5.9845],
  ['BIO', 'Bilbao', 43.263, -2.935],
];
const QUARTERS = ['Norte', 'Sur', 'Puerto', 'Estación', 'Catedral', 'Universidad', 'Peñón', 'Ensanche'];

// 40 sites: MAD01 BCN01 VLC01 SVQ01 BIO01 MAD02 …
export const SITES = Array.from({ length: 40 }, (_, s) => {
  const [code, city, lat, lon] = CITIES[s % 5];
  const n = Math.floor(s / 5);
  return {
    code: `${code}0${n + 1}`,
    city,
    cityCode: code,
    name: `${city} ${QUARTERS[n]}`,
    lat: (lat + n * 0.013).toFixed(4),
    lon: (lon - n * 0.011).toFixed(4),
    cityNo: s % 5,
    no: n + 1,
  };
});

// name part, ne_type, [vendor as some clerk typed it, the vendor's real name, model]
const KINDS = [
  [
    'OLT',
    'OLT',
    [
      ['HUAWEI', 'Huawei', 'MA5800-X7'],
      ['Huawei Tech.', 'Huawei', 'MA5608T'],
      ['NOKIA', 'Nokia', '7360 ISAM FX-8'],
      ['ALCATEL-LUCENT', 'Nokia', '7342 ISAM'],
    ],
  ],
  [
    'RTR',
    'ROUTER',
    [
      ['CISCO', 'Cisco', 'NCS-5508'],
      ['JUNIPER', 'Juniper', 'MX480'],
      ['Cisco Systems', 'Cisco', 'ASR 9006'],
      ['NOKIA', 'Nokia', '7750 SR-12'],
    ],
  ],
  [
    'ADM',
    'SDH',
    [
      ['ALCATEL-LUCENT', 'Nokia', '1660 SM'],
      ['HUAWEI', 'Huawei', 'OSN 3500'],
      ['ERICSSON', 'Ericsson', 'OMS 1664'],
    ],
  ],
  [
    'MSAN',
    'MSAN',
    [
      ['HUAWEI', 'Huawei', 'MA5600T'],
      ['Huawei Tech.', 'Huawei', 'UA5000'],
      ['ALCATEL-LUCENT', 'Nokia', '7302 ISAM'],
    ],
  ],
  [
    'DWDM',
    'DWDM',
    [
      ['NOKIA', 'Nokia', '1830 PSS-16'],
      ['CISCO', 'Cisco', 'NCS-2015'],
      ['HUAWEI', 'Huawei', 'OSN 9800'],
    ],
  ],
  [
    'ENB',
    'ENB',
    [
      ['ERICSSON', 'Ericsson', 'Baseband 6630'],
      ['Ericsson AB', 'Ericsson', 'RBS 6601'],
      ['NOKIA', 'Nokia', 'FSMF'],
    ],
  ],
  [
    'GNB',
    'GNB',
    [
      ['NOKIA', 'Nokia', 'AirScale ABIA'],
      ['ERICSSON', 'Ericsson', 'Baseband 6648'],
      ['Huawei Tech.', 'Huawei', 'BBU5900'],
    ],
  ],
];

const DAY = 86_400_000;
const stamp = (start, minutes) =>
  new Date(Date.parse(start + 'T00:00:00Z') + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
const comma = (text) => text.replace('.', ',');
const range = (n, f) => Array.from({ length: n }, (_, k) => f(k + 1));

// the sites Zabbix watches: everything there is in service, whatever the formula says elsewhere
export const WATCHED_SITES = ['MAD01', 'BCN02', 'VLC01'];

// Sixteen layers of one element per site (the last one short). Elements 40 apart stand at the same site.
export const NES = range(625, (i) => {
  const site = SITES[(i - 1) % 40];
  const layer = Math.floor((i - 1) / 40);
  const [part, type, makes] = KINDS[layer % 7];
  const [vendor, vendorName, model] = makes[(i + layer) % makes.length];
  return {
    ne_id: i,
    cleanName: `${site.code}-${part}-${i}`,
    ne_name: `${site.code}-${part}-${i}${i % 41 === 0 ? '  ' : ''}`,
    ne_type: type,
    vendor,
    vendorName,
    model,
    site,
    lat: i % 33 === 0 ? '' : comma(site.lat),
    lon: i % 37 === 0 ? null : comma(site.lon),
    status_cd: WATCHED_SITES.includes(site.code) ? 'IS' : ['IS', 'IS', 'IS', 'PL', 'OS', 'RT'][i % 6],
    installed: i % 23 === 0 ? null : new Date(Date.UTC(2004, 0, 15) + i * 11 * DAY),
    upd_ts: stamp('2026-01-01', i * 540),
    mgmt_ip: i % 19 === 0 ? '' : i % 31 === 0 ? null : `10.${20 + site.cityNo}.${site.no}.${10 + layer}`,
    serial_no: i % 17 === 0 ? '' : i % 53 === 0 ? null : `${part[0]}${21_000_000 + i * 7919}`,
  };
});
export const ne = (id) => NES[id - 1];

// The 80 ports of an element are taken in order by whatever circuit comes next: 0/0/0, 0/0/1 … 0/9/7.
const PORTS_PER_NE = 80;
export const portName = (portId) => {
  const k = (portId - 1) % PORTS_PER_NE;
  return `0/${Math.floor(k / 8)}/${k % 8}`;
};
export const portId = (neId, name) => {
  const [, slot, no] = name.split('/').map(Number);
  return (neId - 1) * PORTS_PER_NE + slot * 8 + no + 1;
};

// A circuit runs over three working hops A-M-Z-Y; every fourth over two, A-M-Z, with a third hop A-Z as its protection.
const used = new Map();
function takePort(neId) {
  const k = used.get(neId) ?? 0;
  if (k >= PORTS_PER_NE) throw new Error(`NE ${neId} must not need more than ${PORTS_PER_NE} ports`);
  used.set(neId, k + 1);
  return (neId - 1) * PORTS_PER_NE + k + 1;
}
export const HOPS = [];
export const CIRCUITS = range(8000, (c) => {
  const round = Math.floor((c - 1) / 625);
  const at = (step) => 1 + ((c - 1 + step) % 625);
  const [a, m, z, y] = [at(0), at(45 + 20 * round), at(86 + 28 * round), at(169 + 32 * round)];
  const protectedByHop3 = c % 4 === 0;
  const hop = (seq_no, from, to, role) =>
    HOPS.push({ circuit_id: c, seq_no, a_port_id: takePort(from), z_port_id: takePort(to), role });
  hop(1, a, m, 'W');
  hop(2, m, z, 'W');
  if (protectedByHop3) hop(3, a, z, 'P');
  else hop(3, z, y, 'W');
  const kind = (c + Math.floor(c / 4)) % 4;
  return {
    circuit_id: c,
    ckt_name: `${['ETH', 'SDH', 'WDM', 'FTTH'][kind]}/${String(c).padStart(6, '0')}/${ne(a).site.cityCode}`,
    cust_id: 1 + ((c * 7) % 2000),
    rate: ['10G', 'STM-16', '100G', '1G'][kind],
    status_cd: ['AC', 'AC', 'AC', 'PE', 'CE'][Math.floor(c / 7) % 5],
    order_ref: `SO-${880_000 + c}`,
    upd_ts: stamp('2026-02-01', c * 40),
  };
});
// the first circuit in service that begins at an element, protected or not
export const circuitFrom = (neId, isProtected) =>
  CIRCUITS.find(
    (c) =>
      c.circuit_id % 625 === neId % 625 && (c.circuit_id % 4 === 0) === isProtected && c.status_cd === 'AC',
  );

const firstHopOf = new Map(HOPS.filter((h) => h.seq_no === 1).map((h) => [h.a_port_id, h.circuit_id]));
export const CARDS = range(6250, (i) => ({
  card_id: i,
  ne_id: 1 + Math.floor((i - 1) / 10),
  slot: `0/${(i - 1) % 10}`,
  card_type: `LC-${i % 7}`,
  serial_no: `SN${5_000_000 + i * 13}`,
  status_cd: i % 4 === 3 ? 'FL' : 'IS',
}));
export const PORTS = range(50_000, (i) => ({
  port_id: i,
  card_id: i % 5003 === 0 ? 900_000 + i : 1 + Math.floor((i - 1) / 8),
  port_no: (i - 1) % 8,
  rate: ['1G', '10G', 'STM-1', 'STM-16', '100G'][i % 5],
  admin_st: i % 13 === 0 ? 'D' : 'U',
  oper_st: i % 17 === 0 ? 'D' : 'U',
  circuit_id: firstHopOf.get(i) ?? null,
  upd_ts: stamp('2026-03-01', i * 6),
}));
export const CUSTOMERS = range(2000, (i) => ({
  cust_id: i,
  cust_no: String(i).padStart(8, '0'),
  name: i % 97 === 0 ? null : i % 211 === 0 ? '' : `Cliente ${i}${i % 11 === 0 ? ' Peñíscola S.A.' : ''}`,
  segment: ['RES', 'SOHO', 'CORP', 'WHSL'][i % 4],
  status_cd: i % 9 === 0 ? 'B' : 'A',
}));
