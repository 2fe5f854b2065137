/** The configuration of the estate, as an operator would write it. */
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Manager } from './network/network.ts';
import { EQUIPMENT_RULE } from './services/spelling.ts';
import { ALIASES, EAST_PREFIX, NORTH_DOMAIN, WEST_DOMAIN } from './watch/hosts.ts';

/** The databases of the estate, each a folder here with a schema and a mapping. */
export type DatabaseName = 'west' | 'east' | 'services';

/** What is reached over HTTP: the fault managers, and the north's NetBox. */
export type ServerName = Manager | 'netbox';

/** What differs from start to start. */
export interface Places {
  /** The files of the databases, relative to the configuration. */
  readonly databases: Readonly<Record<DatabaseName, string>>;
  /** The addresses of what is reached over HTTP. */
  readonly urls: Readonly<Record<ServerName, string>>;
  /** The files of the tokens for that, relative to the configuration. */
  readonly tokens: Readonly<Record<ServerName, string>>;
  /** How often every open problem is read again; the adapter’s own choice without it. */
  readonly reconcileSeconds?: number;
  /** How often objects are looked up again that nobody knows yet, and bindings reviewed; the defaults without it. */
  readonly identity?: { readonly retrySeconds?: number; readonly reviewSeconds?: number };
}

const HEAD = `# The embedded estate, as npm start has found its ports. Written anew at every start: changes are lost.
`;
const INVENTORIES = ['netbox-north', 'legacy-west', 'legacy-east'];

/** The text of tributary.yaml. */
export function configurationText({ databases, urls, tokens, reconcileSeconds, identity }: Places): string {
  const legacy = (name: 'west' | 'east') => ({
    name: `legacy-${name}`,
    adapter: 'sql',
    regions: [name, 'south'],
    // What it names of others, it names of the other inventories.
    identity: {
      namespaces: INVENTORIES.filter((one) => one !== `legacy-${name}`),
      regions: [],
      ...identity,
    },
    options: { file: databases[name], mapping: mappingOf(name) },
  });
  const zabbix = (name: Manager, names: object, aliases: readonly object[]) => ({
    name: `zabbix-${name}`,
    adapter: 'zabbix',
    regions: ['north', name, 'south'],
    // A link between regions may be held in a third one, and complained about from both ends.
    identity: { namespaces: INVENTORIES, regions: [], names, aliases, ...identity },
    options: {
      url: urls[name],
      token: { file: tokens[name] },
      ...(reconcileSeconds !== undefined && { reconcileSeconds }),
      objects: [
        { tag: 'circuit', type: 'CIRCUIT_ID' },
        { tag: 'interface', type: 'PORT_NAME', within: 'host' },
      ],
    },
  });
  const aliases = ALIASES.map(({ name, device }) => ({ name, type: 'NAME', value: device }));
  const sources = [
    {
      name: 'netbox-north',
      adapter: 'netbox',
      regions: ['north'],
      options: {
        url: urls.netbox,
        token: { file: tokens.netbox },
        clli: 'cf.clli',
        country: 'cf.country',
        identifiers: [{ on: 'device', field: 'cf.tid', type: 'TL1_TID' }],
      },
    },
    legacy('west'),
    legacy('east'),
    {
      name: 'service-inventory',
      adapter: 'sql',
      regions: ['north', 'west', 'east', 'south'],
      identity: {
        namespaces: INVENTORIES,
        regions: [],
        names: { rewrite: [EQUIPMENT_RULE] },
        ...identity,
      },
      options: { file: databases.services, mapping: mappingOf('services') },
    },
    zabbix('west', { stripDomains: [WEST_DOMAIN, NORTH_DOMAIN] }, aliases),
    zabbix('east', { rewrite: [{ match: `${EAST_PREFIX}(.+)`, replace: '$1' }] }, []),
  ];
  return HEAD + stringify({ version: 1, sources }, { lineWidth: 110 });
}

function mappingOf(name: DatabaseName): string {
  return fileURLToPath(new URL(`./${name}/mapping.yaml`, import.meta.url));
}
