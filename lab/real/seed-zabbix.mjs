// node seed-zabbix.mjs configure: hosts, items, triggers, accounts, webhook (needs API and database, no server)
// node seed-zabbix.mjs values:    two hours of measurements, the problems that follow, what operators did about them
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { HOSTS } from './hosts.mjs';
import { SITES, WATCHED_SITES } from './network.mjs';
import { zabbixApi } from './zabbix-api.mjs';
import { NORMAL, modelOf } from './zabbix-model.mjs';

const {
  ZABBIX_API_URL,
  ZABBIX_ADMIN_PASSWORD,
  ADAPTER_PASSWORD,
  ADAPTER_TOKEN_FILE,
  READER_PASSWORD,
  READER_TOKEN_FILE,
  TRAPPER_PORT,
  WEBHOOK,
} = process.env;
const { rpc, login } = zabbixApi(ZABBIX_API_URL);
const now = Math.floor(Date.now() / 1000);
const TEXT = 4;
const ACTION_NAME = 'Forward to the mediation layer';
const MAINTAINED = 'VLC01-PE-01';
const sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
const hostOf = (handle) => HOSTS.find((h) => h.handle === handle);

async function configure() {
  // a run that broke off may have replaced the stock password already
  try {
    await login('Admin', ZABBIX_ADMIN_PASSWORD);
  } catch {
    await login('Admin', 'zabbix');
    await rpc('user.update', { userid: '1', passwd: ZABBIX_ADMIN_PASSWORD });
    await login('Admin', ZABBIX_ADMIN_PASSWORD);
  }
  const [stock] = await rpc('host.get', { output: ['hostid'], filter: { host: 'Zabbix server' } });
  if (stock) await rpc('host.update', { hostid: stock.hostid, status: 1 });

  const siteGroup = (site) => `Sites/${site.code} ${site.name}`;
  const DOMAIN = {
    router: 'Domain/IP-Core',
    olt: 'Domain/Fixed-Access',
    enodeb: 'Domain/RAN-4G',
    gnodeb: 'Domain/RAN-5G',
  };
  const names = [
    ...WATCHED_SITES.map((code) => siteGroup(SITES.find((s) => s.code === code))),
    ...Object.values(DOMAIN),
  ];
  const { groupids } = await rpc(
    'hostgroup.create',
    names.map((name) => ({ name })),
  );
  const group = (name) => ({ groupid: groupids[names.indexOf(name)] });

  const { hostids } = await rpc(
    'host.create',
    HOSTS.map((h, k) => ({
      host: h.host,
      name: h.visible,
      groups: [group(siteGroup(h.site)), group(DOMAIN[h.type])],
      interfaces: [
        {
          type: 2,
          main: 1,
          useip: h.ip ? 1 : 0,
          ip: h.ip,
          dns: h.dns,
          port: '161',
          details: { version: 2, bulk: 1, community: '{$SNMP_COMMUNITY}' },
        },
      ],
      tags: [
        { tag: 'site', value: h.site.code },
        { tag: 'vendor', value: h.vendor },
        { tag: 'ne-type', value: h.type },
      ],
      inventory_mode: 0,
      inventory: {
        type: h.type,
        name: h.host,
        vendor: h.vendor,
        model: h.model,
        hardware: h.model,
        serialno_a: h.serial,
        asset_tag: `AT-${h.site.code}-${k}`,
        location: `${h.site.name}, rack R${1 + (k % 6)}, U${10 + (k % 20)}`,
        location_lat: h.site.lat,
        location_lon: h.site.lon,
        site_city: h.site.city,
        site_country: 'ES',
        deployment_status: 'in-service',
      },
      macros: [{ macro: '{$SNMP_COMMUNITY}', value: 'lab-ro' }],
    })),
  );

  const items = [];
  const triggers = [];
  HOSTS.forEach((h, k) => {
    const hostid = hostids[k];
    items.push({
      hostid,
      name: 'Raw vendor alarm',
      key_: 'alarm.raw',
      type: 2,
      value_type: TEXT,
      history: '7d',
      trends: '0',
    });
    for (const [
      key_,
      name,
      value_type,
      units,
      title,
      problem,
      recovered,
      priority,
      manual_close,
      alarmType,
      cause,
      port,
      onCircuit,
    ] of modelOf(h)) {
      items.push({
        hostid,
        name,
        key_,
        type: 2,
        value_type,
        units,
        history: '7d',
        tags: [{ tag: 'component', value: key_.split('[')[0] }],
      });
      if (!title) continue;
      const K = `/${h.host}/${key_}`;
      const tags = {
        alarmType,
        probableCause: cause,
        managedObject: `${h.host}/${key_}`,
        ...(port ? { interface: port } : {}),
        ...(onCircuit ? { circuit: h.circuit } : {}),
      };
      triggers.push({
        description: title,
        event_name: title,
        expression: problem.replaceAll('K', K),
        recovery_mode: recovered ? 1 : 0,
        ...(recovered ? { recovery_expression: recovered.replaceAll('K', K) } : {}),
        priority,
        manual_close,
        opdata: '{ITEM.LASTVALUE1}',
        url: `https://noc.example/runbook/${cause}`,
        comments: `Runbook for ${cause}`,
        tags: Object.entries(tags).map(([tag, value]) => ({ tag, value })),
      });
    }
  });
  await rpc('item.create', items);
  await rpc('trigger.create', triggers);

  // planned work: whatever this host reports is suppressed
  await rpc('maintenance.create', {
    name: `CHG-1029 line card swap ${MAINTAINED}`,
    active_since: now - 3600,
    active_till: now + 360 * 86_400,
    hostids: [hostids[HOSTS.indexOf(hostOf(MAINTAINED))]],
    timeperiods: [{ timeperiod_type: 0, start_date: now - 600, period: 359 * 86_400 }],
  });

  // two accounts, plain user role, telecom groups only: closing a problem or changing its severity takes write access, the rest does not
  const [{ roleid }] = await rpc('role.get', { output: ['roleid'], filter: { name: 'User role' } });
  const account = async (username, passwd, permission, tokenFile) => {
    const { usrgrpids } = await rpc('usergroup.create', {
      name: `Group of ${username}`,
      rights: groupids.map((id) => ({ id, permission })),
    });
    const {
      userids: [userid],
    } = await rpc('user.create', { username, passwd, roleid, usrgrps: [{ usrgrpid: usrgrpids[0] }] });
    const { tokenids } = await rpc('token.create', { name: 'mediation', userid });
    const [{ token }] = await rpc('token.generate', tokenids);
    writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
    return userid;
  };
  await account('oss-reader', READER_PASSWORD, 2, READER_TOKEN_FILE);
  const userid = await account('oss-adapter', ADAPTER_PASSWORD, 3, ADAPTER_TOKEN_FILE);
  await pushPath(userid);
  console.error(
    `[zabbix] configured ${HOSTS.length} hosts, ${items.length} items, ${triggers.length} triggers`,
  );
}

// problem, recovery and update events go out by webhook; the action sleeps until the seed is through
async function pushPath(userid) {
  const parameters = Object.entries({
    url: WEBHOOK,
    event_id: '{EVENT.ID}',
    recovery_event_id: '{EVENT.RECOVERY.ID}',
    value: '{EVENT.VALUE}',
    update_status: '{EVENT.UPDATE.STATUS}',
    update_action: '{EVENT.UPDATE.ACTION}',
    ack: '{EVENT.ACK.STATUS}',
    nseverity: '{EVENT.NSEVERITY}',
    name: '{EVENT.NAME}',
    date: '{EVENT.DATE}',
    time: '{EVENT.TIME}',
    recovery_date: '{EVENT.RECOVERY.DATE}',
    recovery_time: '{EVENT.RECOVERY.TIME}',
    host: '{HOST.HOST}',
    host_id: '{HOST.ID}',
    trigger_id: '{TRIGGER.ID}',
    tags: '{EVENT.TAGSJSON}',
    message: '{ALERT.MESSAGE}',
  }).map(([name, value]) => ({ name, value }));
  const script = `var p = JSON.parse(value), r = new HttpRequest(), url = p.url;
delete p.url;
r.addHeader('Content-Type: application/json');
var body = r.post(url, JSON.stringify(p));
if (r.getStatus() < 200 || r.getStatus() > 299) { throw 'HTTP ' + r.getStatus(); }
return body;`;
  const message = (recovery) => ({
    eventsource: 0,
    recovery,
    subject: '{EVENT.NAME}',
    message:
      recovery === 2 ? '{USER.FULLNAME} {EVENT.UPDATE.ACTION}: {EVENT.UPDATE.MESSAGE}' : '{EVENT.OPDATA}',
  });
  const {
    mediatypeids: [mediatypeid],
  } = await rpc('mediatype.create', {
    name: 'Mediation webhook',
    type: 4,
    status: 0,
    maxattempts: 3,
    attempt_interval: '5s',
    timeout: '5s',
    parameters,
    script,
    message_templates: [0, 1, 2].map(message),
  });
  await rpc('user.update', {
    userid,
    medias: [{ mediatypeid, sendto: 'mediation', active: 0, severity: 63, period: '1-7,00:00-24:00' }],
  });
  await rpc('action.create', {
    name: ACTION_NAME,
    eventsource: 0,
    status: 1,
    esc_period: '1h',
    operations: [
      {
        operationtype: 0,
        esc_step_from: 1,
        esc_step_to: 1,
        opmessage_usr: [{ userid }],
        opmessage: { default_msg: 1, mediatypeid },
      },
    ],
    recovery_operations: [{ operationtype: 11, opmessage: { default_msg: 1 } }],
    update_operations: [{ operationtype: 12, opmessage: { default_msg: 1 } }],
  });
}

// [handle, key, seconds ago, value, what the element itself said]
const STORY = [
  [
    'MAD01-PE-01',
    'if.oper[xe-0/0/0]',
    5400,
    2,
    'SNMP_TRAP_LINK_DOWN: ifIndex 531, ifAdminStatus up(1), ifOperStatus down(2), ifName xe-0/0/0',
  ],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 5000, 1],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 4700, 6],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 4000, 3],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 3900, 6],
  ['MAD01-P-01', 'bgp.state[AS65010]', 2700, 2],
  ['BCN02-PE-01', 'cpu.util', 3600, 96.1],
  ['BCN02-PE-01', 'cpu.util', 3300, 80.2],
  ['BCN02-PE-01', 'cpu.util', 3000, 55],
  [
    'BCN02-P-01',
    'temp[chassis]',
    1500,
    78.4,
    'PLATFORM-ENVMON-1-TEMP_MAJOR: Chassis 0 inlet sensor 78 C, threshold 75 C',
  ],
  ['BCN02-PE-02', 'ckt.los', 1400, 1],
  ['VLC01-P-01', 'ckt.los', 1300, 1],
  [
    'MAD01-OLT-02',
    'pon.los[0/1/3]',
    2400,
    1,
    'ALARM 1234 FAULT MAJOR 0x2e112001 EQUIPMENT "The GPON port LOS" FRAMEID: 0, SLOTID: 1, PORTID: 3',
  ],
  ['MAD01-OLT-02', 'ont.offline[0/1/3]', 2390, 31],
  ['MAD01-OLT-03', 'pon.los[0/1/3]', 2200, 1],
  ['VLC01-OLT-01', 'ont.offline[0/1/3]', 2000, 12],
  ['VLC01-OLT-01', 'ont.offline[0/1/3]', 1700, 6],
  ['BCN02-OLT-03', 'psu[1]', 6000, 0],
  ['VLC01-OLT-03', 'optic.rx[0/1/3]', 900, -28.3],
  [
    'BCN02-ENB-01',
    's1.link',
    1200,
    0,
    'S1 Connection failure, ManagedElement=BCN-SANTS-A,ENodeBFunction=1,TermPointToMme=1',
  ],
  ['BCN02-ENB-01', 'cell.state[1]', 1195, 0],
  ['VLC01-ENB-02', 'vswr[1]', 800, 2.3],
  ['MAD01-GNB-01', 'cell.state[1]', 3500, 0],
  ['MAD01-GNB-01', 'cell.state[1]', 2900, 1],
  ['MAD01-GNB-02', 'n2.link', 700, 0],
  ['VLC01-GNB-02', 'n2.link', 600, 0],
  [MAINTAINED, 'if.oper[xe-0/0/0]', 300, 2],
];
const OPEN = 17; // problems of the story that have not ended by themselves
// action is a bit mask: 1 close, 2 acknowledge, 4 message, 8 severity
const OPERATORS = [
  [
    'MAD01-PE-01',
    'if.oper',
    { action: 6, message: 'Fibre cut confirmed between MAD01 and MAD07, carrier ticket INC-48211' },
  ],
  [
    'BCN02-ENB-01',
    's1.link',
    { action: 14, message: 'Customer impact confirmed, raising severity', severity: 5 },
  ],
  ['BCN02-OLT-03', 'psu', { action: 4, message: 'Spare PSU ordered' }],
  ['VLC01-ENB-02', 'vswr', { action: 7, message: 'Known jumper issue, closed by NOC' }],
];

function measurements() {
  const rows = [];
  const keyOn = (h, key) => (key === 'ckt.los' ? `ckt.los[${h.circuit}]` : key);
  HOSTS.forEach((h, k) => {
    rows.push([h.host, 'alarm.raw', 7260, 'NE in sync']);
    for (const [key] of modelOf(h)) {
      const value = NORMAL[key.startsWith('ckt.los') ? 'ckt.los' : key];
      if (value !== undefined) rows.push([h.host, key, 7200, value]);
    }
    for (let t = 7200; t > 0; t -= 300) {
      if (h.type === 'router')
        rows.push([h.host, 'if.in[xe-0/0/0]', t, Math.round(3.1e9 + 8e8 * Math.sin((t + k * 131) / 1500))]);
      if (h.type === 'enodeb' || h.type === 'gnodeb')
        rows.push([h.host, 'prb.util[1]', t, (55 + 25 * Math.sin((t + k * 97) / 1800)).toFixed(2)]);
    }
  });
  for (const [handle, key, ago, value, raw] of STORY) {
    const h = hostOf(handle);
    rows.push([h.host, keyOn(h, key), ago, value]);
    if (raw) rows.push([h.host, 'alarm.raw', ago, raw]);
  }
  return rows.sort((a, b) => b[2] - a[2]);
}

function send(rows) {
  const input = rows
    .map(([host, key, ago, value]) => `"${host}" ${key} ${now - ago} ${JSON.stringify(String(value))}\n`)
    .join('');
  const { stdout, stderr } = spawnSync(
    'zabbix_sender',
    ['-z', '127.0.0.1', '-p', TRAPPER_PORT, '-T', '-i', '-'],
    { input, encoding: 'utf8' },
  );
  if (!/failed: 0;/.test(stdout)) throw new Error(`zabbix_sender: ${stdout}${stderr}`);
}

async function until(what, tries, probe) {
  for (let n = 0; n < tries; n++) {
    const got = await probe();
    if (got) return got;
    await sleep(300);
  }
  throw new Error(`${what} must come about, but did not`);
}

async function values() {
  await login('Admin', ZABBIX_ADMIN_PASSWORD);
  await until(
    'maintenance',
    230,
    async () =>
      (
        await rpc('host.get', {
          output: ['hostid'],
          filter: { host: hostOf(MAINTAINED).host, maintenance_status: 1 },
        })
      ).length,
  );
  const rows = measurements();
  for (let i = 0; i < rows.length; i += 250) send(rows.slice(i, i + 250));
  const problems = await until(`${OPEN} open problems`, 100, async () => {
    const open = await rpc('problem.get', { output: ['eventid', 'name'], selectTags: 'extend' });
    return open.length >= OPEN && open;
  });
  const eventOf = (handle, key) =>
    problems.find((p) =>
      p.tags.some((t) => t.tag === 'managedObject' && t.value.startsWith(`${hostOf(handle).host}/${key}`)),
    ).eventid;
  for (const [handle, key, action] of OPERATORS)
    await rpc('event.acknowledge', { eventids: [eventOf(handle, key)], ...action });
  await until(
    'manual close',
    50,
    async () => (await rpc('problem.get', { output: ['eventid'] })).length === OPEN - 1,
  );
  const [{ actionid }] = await rpc('action.get', { output: ['actionid'], filter: { name: ACTION_NAME } });
  await rpc('action.update', { actionid, status: 0 });
  console.error(`[zabbix] sent ${rows.length} values, ${OPEN - 1} problems are open`);
}

const phases = { configure, values };
if (!phases[process.argv[2]]) {
  console.error('usage: node seed-zabbix.mjs configure|values');
  process.exit(2);
}
await phases[process.argv[2]]();
