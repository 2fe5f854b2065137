/** The real Zabbix, beside the graph: what elements report, what its own API says, and what people do in its frontend. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { zabbixApi } from '../zabbix-api.mjs';
import { realEnvironment } from './environment.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../zabbix.sh', import.meta.url));

/** A value of an item, as the element would report it. */
export async function send(host: string, key: string, value: number | string): Promise<void> {
  const { stdout } = await run(script, ['send', host, key, String(value)]);
  if (!stdout.includes('failed: 0;')) throw new Error(`Zabbix must take ${host} ${key}, but got: ${stdout}`);
}

export interface ZabbixProblem {
  readonly eventid: string;
  readonly name: string;
  readonly acknowledged: string;
  readonly severity: string;
  readonly acknowledges: readonly { readonly action: string; readonly message: string }[];
}

export interface ZabbixHost {
  readonly hostid: string;
  readonly host: string;
  readonly name: string;
}

export interface ZabbixApi {
  readonly rpc: (method: string, params: object) => Promise<unknown>;
  /** Open problems of a host. */
  problems(host: string): Promise<ZabbixProblem[]>;
  /** The open problem of this id; null where it has none. */
  problem(eventid: string): Promise<ZabbixProblem | null>;
  hosts(): Promise<ZabbixHost[]>;
}

/** The API as an administrator: what the tests do themselves is not what the adapter's account does. */
export async function asAdministrator(): Promise<ZabbixApi> {
  const env = realEnvironment();
  const { rpc, login } = zabbixApi(env.ZABBIX_API_URL);
  await login(env.ZABBIX_ADMIN_USER, env.ZABBIX_ADMIN_PASSWORD);
  const hosts = async (): Promise<ZabbixHost[]> =>
    (await rpc('host.get', { output: ['hostid', 'host', 'name'] })) as ZabbixHost[];
  const problemsOf = async (params: object): Promise<ZabbixProblem[]> =>
    (await rpc('problem.get', {
      output: 'extend',
      selectAcknowledges: 'extend',
      ...params,
    })) as ZabbixProblem[];
  return {
    rpc,
    hosts,
    problem: async (eventid) => (await problemsOf({ eventids: [eventid] }))[0] ?? null,
    async problems(host) {
      const found = (await hosts()).find((one) => one.host === host);
      if (!found) throw new Error(`Zabbix must have the host ${host}.`);
      return problemsOf({ hostids: [found.hostid] });
    },
  };
}
