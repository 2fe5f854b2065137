// node check.mjs: proves, on freshly seeded systems, that the two databases agree and that Zabbix watches the same network.
// It reads the running systems and aliases.csv, not the generator. Exit 1 when a rule is broken.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { zabbixApi } from './zabbix-api.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const env = Object.fromEntries(
  execFileSync(`${here}/real.sh`, ['env'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);
let broken = 0;
const rule = (ok, text) => {
  if (!ok) broken++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}`);
};

const maxBuffer = 1 << 28;
const pgUrl = new URL(env.LEGACY_PG_URL);
const myUrl = new URL(env.LEGACY_MARIADB_URL);
const pg = (sql) =>
  execFileSync(
    'psql',
    [
      '-qAtX',
      '-v',
      'ON_ERROR_STOP=1',
      '-h',
      pgUrl.hostname,
      '-p',
      pgUrl.port,
      '-U',
      pgUrl.username,
      '-d',
      pgUrl.pathname.slice(1),
    ],
    {
      input: `SET search_path = ${env.LEGACY_PG_SCHEMA};\n${sql};\n`,
      encoding: 'utf8',
      maxBuffer,
      env: { ...process.env, PGPASSWORD: pgUrl.password, PGCLIENTENCODING: 'UTF8' },
    },
  );
const my = (sql) =>
  execFileSync(
    'mariadb',
    [
      '--no-defaults',
      '-h',
      myUrl.hostname,
      '-P',
      myUrl.port,
      '-u',
      myUrl.username,
      '--default-character-set=utf8mb4',
      '--skip-column-names',
      '--batch',
      '--raw',
      myUrl.pathname.slice(1),
    ],
    {
      input: `${sql};\n`,
      encoding: 'utf8',
      maxBuffer,
      env: { ...process.env, MYSQL_PWD: myUrl.password },
    },
  );
const lines = (text) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

// --- one logical content in both databases --------------------------------------------------------------------------------------------------------
const TABLES = {
  customer: [2000, 'cust_id', 'cust_no name segment status_cd'],
  ne: [
    625,
    'ne_id',
    'ne_name ne_type vendor model serial_no mgmt_ip site_code site_name lat lon status_cd install_dt upd_ts',
  ],
  card: [6250, 'card_id', 'ne_id slot card_type serial_no status_cd'],
  port: [50_000, 'port_id', 'card_id port_no rate admin_st oper_st circuit_id upd_ts'],
  circuit: [8000, 'circuit_id', 'ckt_name cust_id rate status_cd order_ref upd_ts'],
  circuit_hop: [24_000, 'circuit_id, seq_no', 'a_port_id z_port_id role'],
  chg_log: [1, 'chg_id', 'tbl row_id op'],
};
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const CHARS = new Set(['cust_no', 'status_cd']); // CHAR(n): the padding is the type's, not the value's
const DATES = new Set(['install_dt']);
function logical(column, value) {
  if (DATES.has(column)) {
    if (!value || value === '0000-00-00') return null;
    const m = /^(\d\d)-([A-Z]{3})-(\d\d)$/.exec(value);
    return m ? `20${m[3]}-${String(MONTHS.indexOf(m[2]) + 1).padStart(2, '0')}-${m[1]}` : value;
  }
  if (typeof value === 'string' && CHARS.has(column)) return value.trimEnd();
  return value; // '' and NULL are two values, trailing blanks count
}
let elements = [];
for (const [table, [count, key, rest]] of Object.entries(TABLES)) {
  const columns = [...key.split(', '), ...rest.split(' ')];
  const cast = (c, toText) => (c.endsWith('_ts') ? toText(c) : c);
  const p = lines(
    pg(
      `SELECT json_build_array(${columns.map((c) => cast(c, (x) => `to_char(${x}, 'YYYY-MM-DD HH24:MI:SS')`)).join(', ')}) FROM ${table} ORDER BY ${key}`,
    ),
  );
  const m = lines(
    my(
      `SELECT JSON_ARRAY(${columns.map((c) => cast(c, (x) => `DATE_FORMAT(${x}, '%Y-%m-%d %H:%i:%s')`)).join(', ')}) FROM ${table} ORDER BY ${key}`,
    ),
  );
  const sum = (rows) =>
    createHash('sha256')
      .update(rows.map((row) => JSON.stringify(row.map((v, i) => logical(columns[i], v)))).join('\n'))
      .digest('hex')
      .slice(0, 16);
  rule(
    p.length === count && m.length === count,
    `${table}: ${p.length} and ${m.length} rows, must be ${count}`,
  );
  rule(sum(p) === sum(m), `${table}: logical content ${sum(p)} = ${sum(m)}`);
  if (table === 'ne') elements = p.map((row) => Object.fromEntries(columns.map((c, i) => [c, row[i]])));
}
rule(
  pg('SELECT count(*) FROM v_port_full WHERE ne_id IS NULL').trim() === '9' &&
    my('SELECT COUNT(*) FROM v_port_full WHERE ne_id IS NULL').trim() === '9',
  'nine orphan ports in both',
);
const ips = elements.map((e) => e.mgmt_ip).filter(Boolean);
rule(
  new Set(ips).size === ips.length && ips.length < elements.length,
  `${ips.length} management addresses, all different, ${elements.length - ips.length} blank`,
);
const protectedOnly = pg(
  "SELECT count(DISTINCT circuit_id) || ' ' || bool_and(seq_no = 3 AND circuit_id % 4 = 0) FROM circuit_hop WHERE role = 'P'",
).trim();
rule(protectedOnly === '2000 true', `circuits with a protection hop: ${protectedOnly}`);
const broke = pg(
  "SELECT count(*) FROM circuit_hop h JOIN circuit_hop n ON n.circuit_id = h.circuit_id AND n.seq_no = h.seq_no + 1 AND n.role = 'W' WHERE (h.z_port_id - 1) / 80 <> (n.a_port_id - 1) / 80",
).trim();
rule(broke === '0', `working hops chain from element to element: ${broke} breaks`);

// --- the access paths of an adapter are indexed ----------------------------------------------------------------------------------------------------
const PATHS = [
  ['ne_id > 300 ORDER BY ne_id LIMIT 50', 'ne'],
  ["ne_name = 'MAD01-OLT-1'", 'ne'],
  ["mgmt_ip = '10.20.1.10'", 'ne'],
  ['ne_id = 77 ORDER BY card_id', 'card'],
  ['port_id > 25000 ORDER BY port_id LIMIT 50', 'port'],
  ['card_id = 777 ORDER BY port_id', 'port'],
  ['circuit_id > 4000 ORDER BY circuit_id LIMIT 50', 'circuit'],
  ['cust_id = 288 ORDER BY circuit_id', 'circuit'],
  ["ckt_name = 'FTTH/000041/MAD'", 'circuit'],
  ['circuit_id = 41 ORDER BY seq_no', 'circuit_hop'],
  ['a_port_id = 3201', 'circuit_hop'],
  ['z_port_id = 3202', 'circuit_hop'],
];
for (const [where, table] of PATHS) {
  const sql = `SELECT * FROM ${table} WHERE ${where}`;
  const plan = pg(`EXPLAIN ${sql}`);
  const type = my(`EXPLAIN ${sql}`).split('\t')[3];
  rule(
    /Index (Only )?Scan/.test(plan) && !/Seq Scan/.test(plan) && type !== 'ALL' && type !== 'index',
    `indexed in both (MariaDB: ${type}): ${table} ${where}`,
  );
}

// --- Zabbix watches elements of this inventory -----------------------------------------------------------------------------------------------------
const { rpc, useToken } = zabbixApi(env.ZABBIX_API_URL);
useToken(env.ZABBIX_TOKEN);
const hosts = await rpc('host.get', {
  output: ['hostid', 'host', 'name'],
  selectInterfaces: ['useip', 'ip', 'dns'],
  selectInventory: ['serialno_a', 'name'],
});
const plain = (name) => name.trim().toLowerCase().split('.')[0];
const index = (rows, keyOf) => {
  const map = new Map();
  for (const e of rows) {
    const k = keyOf(e);
    if (k) map.set(k, [...(map.get(k) ?? []), e]);
  }
  return map;
};
const byName = index(elements, (e) => plain(e.ne_name));
const byIp = index(elements, (e) => e.mgmt_ip);
const bySerial = index(elements, (e) => e.serial_no);
const [header, ...aliasRows] = readFileSync(env.LEGACY_ALIASES, 'utf8').trim().split('\n');
rule(header === 'nativeName,type,value', 'aliases.csv has its header');
const aliases = new Map(
  aliasRows.map((row) => row.split(',')).map(([native, , value]) => [native, byName.get(plain(value)) ?? []]),
);

const classes = { name: [], address: [], alias: [], nothing: [], contradiction: [] };
const elementOf = new Map();
for (const host of hosts) {
  const [itf] = host.interfaces;
  const ids = (rows) => (rows ?? []).map((e) => e.ne_id);
  const found = {
    name: [host.host, host.name, host.inventory.name, itf.dns].flatMap((n) => ids(byName.get(plain(n)))),
    address: itf.useip === '1' ? ids(byIp.get(itf.ip)) : [],
    serial: ids(bySerial.get(host.inventory.serialno_a)),
    alias: ids(aliases.get(host.host)),
  };
  const all = new Set(Object.values(found).flat());
  let cls = 'nothing';
  if (all.size > 1 || (found.name.length && itf.useip === '1' && !found.address.length))
    cls = 'contradiction';
  else if (found.name.length) cls = found.alias.length ? 'contradiction' : 'name';
  else if (found.serial.length || (found.address.length && found.alias.length)) cls = 'contradiction';
  else if (found.address.length) cls = 'address';
  else if (found.alias.length) cls = 'alias';
  classes[cls].push(host.host);
  if (all.size === 1) elementOf.set(host.hostid, elements[[...all][0] - 1]);
}
for (const [cls, names] of Object.entries(classes))
  console.log(`     ${cls} (${names.length}): ${names.join(' ')}`);
rule(hosts.length === 30, `${hosts.length} hosts`);
rule(
  elementOf.size >= 20 && new Set([...elementOf.values()].map((e) => e.ne_id)).size === elementOf.size,
  `${elementOf.size} hosts are elements of the inventory, one each`,
);
rule(classes.name.length >= 15, `${classes.name.length} by name`);
rule(classes.address.length === 3, `${classes.address.length} by management address only`);
rule(classes.alias.length === 2, `${classes.alias.length} by alias table only`);
rule(classes.nothing.length === 3, `${classes.nothing.length} by nothing`);
rule(classes.contradiction.length === 0, `${classes.contradiction.length} contradict themselves`);

// --- alarms can be bound to ports and circuits -----------------------------------------------------------------------------------------------------
const triggers = await rpc('trigger.get', {
  output: ['triggerid', 'manual_close'],
  selectTags: 'extend',
  selectHosts: ['hostid', 'host'],
});
const tag = (object, name) => object.tags.find((t) => t.tag === name)?.value;
rule(
  triggers.every((t) => tag(t, 'alarmType') && tag(t, 'probableCause')),
  `${triggers.length} triggers, all with alarmType and probableCause`,
);
const pairs = (name) =>
  triggers.filter((t) => tag(t, name)).map((t) => [elementOf.get(t.hosts[0].hostid)?.ne_id, tag(t, name)]);
const known = new Set(
  pg("SELECT c.ne_id || ' ' || c.slot || '/' || p.port_no FROM port p JOIN card c USING (card_id)").split(
    '\n',
  ),
);
const onPorts = pairs('interface').filter(([id]) => id);
rule(
  onPorts.length > 0 && onPorts.every(([id, port]) => known.has(`${id} ${port}`)),
  `${onPorts.length} triggers of known hosts name a port of their element`,
);
const touching = new Set(
  pg(`SELECT DISTINCT c.ne_id || ' ' || t.ckt_name FROM circuit t JOIN circuit_hop h USING (circuit_id) JOIN port p ON p.port_id IN (h.a_port_id, h.z_port_id)
  JOIN card c USING (card_id) WHERE t.ckt_name IN (${pairs('circuit')
    .map(([, name]) => `'${name.replaceAll("'", "''")}'`)
    .join(', ')})`).split('\n'),
);
const onCircuits = pairs('circuit');
rule(
  onCircuits.length >= 2 && onCircuits.every(([id, name]) => touching.has(`${id} ${name}`)),
  `${onCircuits.length} triggers name a circuit that touches their element`,
);

// --- every state of a problem occurs ---------------------------------------------------------------------------------------------------------------
const open = await rpc('problem.get', {
  output: 'extend',
  selectAcknowledges: 'extend',
  selectTags: 'extend',
});
const ended = await rpc('event.get', {
  output: 'extend',
  source: 0,
  object: 0,
  value: 1,
  select_acknowledges: 'extend',
}).then((events) => events.filter((e) => e.r_eventid !== '0'));
const closable = new Map(triggers.map((t) => [t.triggerid, t.manual_close]));
const bit = (object, mask) => object.acknowledges.some((a) => Number(a.action) & mask);
const acts = (rows) => ({
  open: rows.length,
  acknowledged: rows.filter((p) => p.acknowledged === '1').length,
  severityChanged: rows.filter((p) => bit(p, 8)).length,
  suppressed: rows.filter((p) => p.suppressed === '1').length,
  manualClose0: rows.filter((p) => closable.get(p.objectid) === '0').length,
  manualClose1: rows.filter((p) => closable.get(p.objectid) === '1').length,
  onInterface: rows.filter((p) => tag(p, 'interface')).length,
  onCircuit: rows.filter((p) => tag(p, 'circuit')).length,
});
const seen = { ...acts(open), ended: ended.length, closedByHand: ended.filter((e) => bit(e, 1)).length };
rule(
  Object.values(seen).every((n) => n >= 1),
  `problems: ${Object.entries(seen)
    .map(([k, n]) => `${k} ${n}`)
    .join(', ')}`,
);

console.log(broken ? `${broken} rules are broken` : 'all rules hold');
process.exitCode = broken ? 1 : 0;
