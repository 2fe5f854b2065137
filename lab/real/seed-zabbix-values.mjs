// Two hours of measurements, the problems that follow, and what operators did about them; needs the running server.
import { spawnSync } from 'node:child_process';
import { HOSTS } from './hosts.mjs';
import { zabbixApi } from './zabbix-api.mjs';
import { NORMAL, modelOf } from './zabbix-model.mjs';
import { ACTION_NAME, MAINTAINED, OPEN, OPERATORS, STORY, hostOf } from './zabbix-story.mjs';

const { ZABBIX_API_URL, ZABBIX_ADMIN_PASSWORD, TRAPPER_PORT } = process.env;
const { rpc, login } = zabbixApi(ZABBIX_API_URL);
const now = Math.floor(Date.now() / 1000);
const sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

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

await values();
