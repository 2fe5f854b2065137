// Hosts, items, triggers, accounts and the webhook of the Zabbix under test; needs API and database, no running server.
import { writeFileSync } from 'node:fs';
import { HOSTS } from './hosts.mjs';
import { SITES, WATCHED_SITES } from './network.mjs';
import { zabbixApi } from './zabbix-api.mjs';
import { modelOf } from './zabbix-model.mjs';
import { ACTION_NAME, MAINTAINED, hostOf } from './zabbix-story.mjs';

const {
  ZABBIX_API_URL,
  ZABBIX_ADMIN_PASSWORD,
  ADAPTER_PASSWORD,
  ADAPTER_TOKEN_FILE,
  READER_PASSWORD,
  READER_TOKEN_FILE,
  WEBHOOK,
} = process.env;
const { rpc, login } = zabbixApi(ZABBIX_API_URL);
const now = Math.floor(Date.now() / 1000);
const TEXT = 4;

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

await configure();
