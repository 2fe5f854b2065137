/** For tests: the legacy inventory in SQLite, with the bad habits of the real one. Small enough to know by heart. */
import { DatabaseSync } from 'node:sqlite';

const TABLES = `
CREATE TABLE customer (cust_id INTEGER PRIMARY KEY, cust_no TEXT, name TEXT, segment TEXT, status_cd TEXT);
CREATE TABLE ne (ne_id INTEGER PRIMARY KEY, ne_name TEXT, ne_type TEXT, vendor TEXT, model TEXT, serial_no TEXT, mgmt_ip TEXT,
  site_code TEXT, site_name TEXT, lat TEXT, lon TEXT, status_cd TEXT, install_dt TEXT, upd_ts TEXT);
CREATE TABLE card (card_id INTEGER PRIMARY KEY, ne_id INTEGER, slot TEXT, card_type TEXT, serial_no TEXT, status_cd TEXT);
CREATE TABLE port (port_id INTEGER PRIMARY KEY, card_id INTEGER, port_no INTEGER, rate TEXT, admin_st TEXT, oper_st TEXT, circuit_id INTEGER, upd_ts TEXT);
CREATE TABLE circuit (circuit_id INTEGER PRIMARY KEY, ckt_name TEXT, cust_id INTEGER, rate TEXT, status_cd TEXT, order_ref TEXT, upd_ts TEXT);
CREATE TABLE circuit_hop (circuit_id INTEGER, seq_no INTEGER, a_port_id INTEGER, z_port_id INTEGER, role TEXT, PRIMARY KEY (circuit_id, seq_no));
CREATE INDEX card_ne ON card (ne_id, card_id);
CREATE INDEX port_card ON port (card_id, port_id);
CREATE INDEX hop_a ON circuit_hop (a_port_id);
CREATE INDEX hop_z ON circuit_hop (z_port_id);
CREATE INDEX ne_by_site ON ne (site_code, ne_id);
`;

/** Elements 1 to 12 (6 sites, two each), cards 1 to 24, ports 1 to 96, circuits 1 to 12 of two hops, every third with a spare. */
export const COUNTS = { sites: 6, devices: 12, cards: 24, ports: 96, circuits: 12, links: 28, customers: 5 };
/** Ports whose card was never there. */
export const ORPHANS = [50, 90];

export function makeLegacyDatabase(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(TABLES);
  fillElements(database);
  fillCircuits(database);
  database.close();
}

function fillElements(database: DatabaseSync): void {
  const ne = database.prepare('INSERT INTO ne VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (let i = 1; i <= 12; i += 1) {
    const site = `MAD0${1 + ((i - 1) % 6)}`;
    const type = ['OLT', 'ROUTER', 'SDH'][i % 3] ?? '';
    const vendor = ['HUAWEI', 'Huawei Tech.', 'NOKIA', 'ALCATEL-LUCENT', 'Unheard of'][i % 5] ?? '';
    const name = `${site}-${type}-${i}${i % 4 === 0 ? '   ' : ''}`;
    const installed = ['01-APR-04', '', null, '0000-00-00', '15-ENE-99'][i % 5] ?? null;
    ne.run(
      i,
      name,
      type,
      vendor,
      `MODEL-${i}`,
      i === 3 ? '' : `S${1000 + i}`,
      i === 5 ? null : `10.0.0.${i}`,
      site,
      `Central Peñón ${site.slice(-1)}`,
      i % 2 === 0 ? '' : '40,4168',
      '-3,7038',
      ['IS', 'PL', 'OS', 'RT', 'XX'][i % 5] ?? '',
      installed,
      `2026-07-0${1 + (i % 9)} 12:00:00`,
    );
  }
  const card = database.prepare('INSERT INTO card VALUES (?, ?, ?, ?, ?, ?)');
  for (let i = 1; i <= 24; i += 1)
    card.run(
      i,
      1 + Math.floor((i - 1) / 2),
      `0/${(i - 1) % 2}`,
      `LC-${i % 3}`,
      `C${5000 + i}`,
      i % 4 === 3 ? 'FL' : 'IS',
    );
  const port = database.prepare('INSERT INTO port VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (let i = 1; i <= 96; i += 1) {
    const cardId = ORPHANS.includes(i) ? 9000 + i : 1 + Math.floor((i - 1) / 4);
    const rate = ['1G', '10G', 'STM-1', 'STM-16', 'as ordered'][i % 5] ?? '';
    port.run(
      i,
      cardId,
      (i - 1) % 4,
      rate,
      i % 13 === 0 ? 'D' : 'U',
      i % 7 === 0 ? 'D' : 'U',
      null,
      '2026-03-29 02:30:00',
    );
  }
}

function fillCircuits(database: DatabaseSync): void {
  const circuit = database.prepare('INSERT INTO circuit VALUES (?, ?, ?, ?, ?, ?, ?)');
  const hop = database.prepare('INSERT INTO circuit_hop VALUES (?, ?, ?, ?, ?)');
  for (let i = 1; i <= 12; i += 1) {
    const status = ['AC', 'PE', 'CE', '??'][i % 4] ?? '';
    circuit.run(i, `ETH/00000${i}/MAD  `, 1 + (i % 5), '10G', status, `SO-${i}`, '2026-10-25 02:30:00');
    const at = (i - 1) * 8;
    hop.run(i, 1, at + 1, at + 9 > 96 ? 1 : at + 9, 'W');
    hop.run(i, 2, at + 2, at + 10 > 96 ? 2 : at + 10, 'W');
    if (i % 3 === 0) hop.run(i, 3, at + 3, at + 11 > 96 ? 3 : at + 11, 'P');
  }
  const customer = database.prepare('INSERT INTO customer VALUES (?, ?, ?, ?, ?)');
  for (let i = 1; i <= 5; i += 1)
    customer.run(
      i,
      `0000000${i}    `,
      i === 3 ? null : `Cliente ${i} Peñíscola S.A.`,
      ['RES', 'SOHO', 'CORP', 'WHSL', 'NEW'][i - 1] ?? '',
      'A ',
    );
}
