// node rows.mjs postgresql|mariadb: the rows of the network as SQL for one engine. Same content, each engine's own bad habits:
// PostgreSQL keeps the install date as text DD-MON-YY ('' or NULL when unknown), MariaDB as DATE (0000-00-00 when unknown).
import { CARDS, CIRCUITS, CUSTOMERS, HOPS, NES, PORTS } from './network.mjs';

const engine = process.argv[2];
if (!['postgresql', 'mariadb'].includes(engine)) {
  console.error('usage: node rows.mjs postgresql|mariadb');
  process.exit(2);
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const ddMonYy = (d) =>
  `${String(d.getUTCDate()).padStart(2, '0')}-${MONTHS[d.getUTCMonth()]}-${String(d.getUTCFullYear()).slice(2)}`;
const installDt = ({ installed, ne_id }) => {
  if (engine === 'mariadb') return installed ? installed.toISOString().slice(0, 10) : '0000-00-00';
  return installed ? ddMonYy(installed) : ne_id % 2 ? null : '';
};

const NE_ROWS = NES.map((n) => ({
  ...n,
  site_code: n.site.code,
  site_name: `Central ${n.site.name}`,
  install_dt: installDt(n),
}));
const TABLES = [
  ['customer', CUSTOMERS, ['cust_id', 'cust_no', 'name', 'segment', 'status_cd']],
  [
    'ne',
    NE_ROWS,
    [
      'ne_id',
      'ne_name',
      'ne_type',
      'vendor',
      'model',
      'serial_no',
      'mgmt_ip',
      'site_code',
      'site_name',
      'lat',
      'lon',
      'status_cd',
      'install_dt',
      'upd_ts',
    ],
  ],
  ['card', CARDS, ['card_id', 'ne_id', 'slot', 'card_type', 'serial_no', 'status_cd']],
  ['port', PORTS, ['port_id', 'card_id', 'port_no', 'rate', 'admin_st', 'oper_st', 'circuit_id', 'upd_ts']],
  ['circuit', CIRCUITS, ['circuit_id', 'ckt_name', 'cust_id', 'rate', 'status_cd', 'order_ref', 'upd_ts']],
  ['circuit_hop', HOPS, ['circuit_id', 'seq_no', 'a_port_id', 'z_port_id', 'role']],
];

const copyText = (v) => (v === null ? '\\N' : String(v)); // no value holds a tab, a line break or a backslash
const literal = (v) =>
  v === null ? 'NULL' : typeof v === 'number' ? String(v) : `'${v.replaceAll("'", "''")}'`;
const out = [];
for (const [table, rows, columns] of TABLES) {
  if (engine === 'postgresql') {
    out.push(
      `COPY ${table} (${columns.join(', ')}) FROM stdin;`,
      ...rows.map((r) => columns.map((c) => copyText(r[c])).join('\t')),
      '\\.',
    );
  } else {
    for (let i = 0; i < rows.length; i += 2000) {
      out.push(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES`,
        `${rows
          .slice(i, i + 2000)
          .map((r) => `(${columns.map((c) => literal(r[c])).join(',')})`)
          .join(',\n')};`,
      );
    }
  }
}
process.stdout.write(out.join('\n') + '\n');
