import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { NETWORK } from '../../network/network.ts';
import { isWatched } from '../../watch/hosts.ts';
import { startZabbixEmulation } from '../../zabbix/start-zabbix-emulation.ts';
import { claim, sameSet } from '../claim.ts';
import type { Step } from '../guide.ts';
import { type Connection, nodesOf } from './device.ts';

const NAME = 'zabbix-radio';
const TOKEN_FILE = `${NAME}.token`;
const OWNER_ONLY = 0o600;
const PROBLEM = 'Radio unit is not transmitting';
/** In the inventories, and watched by nobody so far. */
const STATIONS = NETWORK.devices.filter((device) => !isWatched(device));
const QUERY = `{ alarms(filter: { source: ["${NAME}"] }, first: 100) { complete edges { node {
  specificProblem alarmedObject { id name site { name } } } } } }`;

const STATES = '{ faultSources { source syncState } }';

interface Joined {
  readonly faultSources: readonly { readonly source: string; readonly syncState: string }[];
}
interface Data {
  readonly alarms: Connection<{
    readonly specificProblem: string;
    readonly alarmedObject: {
      readonly id: string;
      readonly name: string;
      readonly site: { readonly name: string };
    } | null;
  }>;
}

export const sourceJoins: Step = {
  title: 'One more source joins, without a restart',
  async go({ graph, estate, say, show, atEnd }) {
    const token = randomBytes(32).toString('hex');
    const radio = await startZabbixEmulation({
      version: '7.0.5',
      token,
      hosts: STATIONS.map(({ name, address }) => ({ host: name, interfaces: [{ ip: address, type: 2 }] })),
      triggers: STATIONS.map(({ name }) => ({ hosts: [name], description: PROBLEM, priority: 4 })),
    });
    for (const { triggerid } of radio.control.triggers.values()) radio.control.raise(triggerid);
    const { configuration } = estate;
    const text = readFileSync(configuration, 'utf8');
    const tokenFile = join(dirname(configuration), TOKEN_FILE);
    writeFileSync(tokenFile, token, { mode: OWNER_ONLY });
    atEnd(async () => {
      replace(configuration, text);
      await graph.until<Joined>(`${NAME} to leave`, STATES, ({ faultSources }) =>
        faultSources.every(({ source }) => source !== NAME),
      );
      rmSync(tokenFile);
      await radio.close();
    });
    say(
      `${STATIONS.length} base stations are in the inventories, and nobody watches them. The radio team has a Zabbix of its own:`,
    );
    const file = parse(text) as { sources: object[] };
    const source = {
      name: NAME,
      adapter: 'zabbix',
      regions: ['north', 'west', 'east', 'south'],
      identity: { regions: [], retrySeconds: 2 },
      options: { url: radio.url, token: { file: TOKEN_FILE } },
    };
    say(stringify({ sources: [source] }));
    replace(configuration, stringify({ ...file, sources: [...file.sources, source] }));
    await graph.until<Joined>(`${NAME} in sync`, STATES, ({ faultSources }) =>
      faultSources.some((one) => one.source === NAME && one.syncState === 'IN_SYNC'),
    );
    const isThere = ({ alarms }: Data): boolean =>
      alarms.complete &&
      alarms.edges.length === STATIONS.length &&
      nodesOf(alarms).every((one) => one.alarmedObject !== null);
    const answer = await graph.until<Data>(`Alarms of ${NAME}`, QUERY, isThere);
    const alarms = nodesOf(answer.data.alarms);
    show(
      QUERY,
      answer,
      alarms.map(
        ({ specificProblem, alarmedObject }) =>
          `"${specificProblem}" on ${alarmedObject?.name}, ${alarmedObject?.site.name}: ${alarmedObject?.id}`,
      ),
    );
    claim(
      sameSet(
        alarms.map(({ alarmedObject }) => alarmedObject?.name),
        STATIONS.map(({ name }) => name),
      ),
      'Every base station must have its alarm',
      alarms,
    );
  },
};

/** Another file is renamed over it, so that nobody reads half of it. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
