/** The configuration of the estate, as an operator would write it. */
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Region } from './first-network/network.ts';
import { ALIASES, EAST_PREFIX, WEST_DOMAIN } from './watch/hosts.ts';

/** What differs from start to start. */
export interface Places {
  /** The files of the databases, relative to the configuration. */
  readonly databases: Readonly<Record<Region, string>>;
  /** The addresses of the fault managers' APIs. */
  readonly apis: Readonly<Record<Region, string>>;
  /** The files of their tokens, relative to the configuration. */
  readonly tokens: Readonly<Record<Region, string>>;
}

const HEAD = `# The embedded estate, as npm start has found its ports. Written anew at every start: changes are lost.
`;

/** The text of tributary.yaml. */
export function configurationText({ databases, apis, tokens }: Places): string {
  const legacy = (region: Region, other: Region) => ({
    name: `legacy-${region}`,
    adapter: 'sql',
    regions: [region],
    // What it names of others, it names of the other region's inventory.
    identity: { namespaces: [`legacy-${other}`], regions: [], retrySeconds: 2 },
    options: { file: databases[region], mapping: mappingOf(region) },
  });
  const zabbix = (region: Region, regions: readonly Region[], identity: object) => ({
    name: `zabbix-${region}`,
    adapter: 'zabbix',
    regions,
    identity: { ...identity, retrySeconds: 2 },
    options: {
      url: apis[region],
      token: { file: tokens[region] },
      objects: [
        { tag: 'circuit', type: 'CIRCUIT_ID' },
        { tag: 'interface', type: 'PORT_NAME', within: 'host' },
      ],
    },
  });
  const aliases = ALIASES.west.map(({ name, device }) => ({ name, type: 'NAME', value: device }));
  const sources = [
    legacy('west', 'east'),
    legacy('east', 'west'),
    zabbix('west', ['west'], { names: { stripDomains: [WEST_DOMAIN] }, aliases }),
    // The links between the regions are held in the west: so some of its alarms are on western resources.
    zabbix('east', ['east', 'west'], {
      namespaces: ['legacy-east', 'legacy-west'],
      regions: [],
      names: { rewrite: [{ match: `${EAST_PREFIX}(.+)`, replace: '$1' }] },
    }),
  ];
  return HEAD + stringify({ version: 1, sources }, { lineWidth: 110 });
}

function mappingOf(region: Region): string {
  return fileURLToPath(new URL(`./${region}/mapping.yaml`, import.meta.url));
}
