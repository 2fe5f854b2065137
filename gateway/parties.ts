/** What a configuration wants of a gateway: which parties, and how each is opened. */
import type { Modules } from '#adapters/kit/config/cross-checks.ts';
import type { Configuration, MemberConfiguration, SourceConfiguration } from '#adapters/kit/config/schema.ts';
import { DOMAINS } from '#schema/domains.ts';
import { type Surroundings, openSources } from '#subgraphs/host/open-sources.ts';
import { rehearseSources } from '#subgraphs/host/rehearse-sources.ts';
import type { HttpMemberOptions } from './members/http-member.ts';
import type { Party, Wanted } from './members/party.ts';
import { createRemoteParty } from './members/remote-party.ts';

/** A source of this process, or servers elsewhere. */
export interface WantedParty extends Wanted {
  readonly here: SourceConfiguration | null;
  readonly elsewhere: readonly HttpMemberOptions[];
  /** Relative paths in its options start here. */
  readonly configDir: string;
}

export interface PartySurroundings extends Surroundings {
  /** Whether what is asked of members elsewhere may be shared. */
  readonly coalesce?: boolean | undefined;
}

/** Of a member whose configuration does not say. */
const MEMBER_LIMITS = { timeoutMs: 5000, maxResponseBytes: 32 * 1024 * 1024 };

/** In order of precedence: that of the file, and beside each source the members that others serve of it. */
export function wantedBy(configuration: Configuration, modules: Modules): WantedParty[] {
  const { sources, members, configDir } = configuration;
  const names = new Set(sources.map(({ name }) => name));
  const serverOf = (member: MemberConfiguration): WantedParty => ({
    key: `${member.source}/${member.domain}`,
    settings: member,
    alone: false,
    here: null,
    elsewhere: [{ ...MEMBER_LIMITS, ...member }],
    configDir,
  });
  return [
    ...sources.flatMap((source) => [
      sourceParty(source, configDir, modules),
      ...members.filter((member) => member.source === source.name).map(serverOf),
    ]),
    ...members.filter((member) => !names.has(member.source)).map(serverOf),
  ];
}

function sourceParty(source: SourceConfiguration, configDir: string, modules: Modules): WantedParty {
  const { name: key, endpoint, regions, timeoutMs, maxResponseBytes } = source;
  const wanted = source.domains ?? DOMAINS;
  if (endpoint === undefined)
    return { key, settings: source, alone: true, here: source, elsewhere: [], configDir };
  const domains = modules.get(source.adapter)?.manifest.domains ?? {};
  // A source with an endpoint is served there by an adapter subgraph of its own, one path per domain.
  const elsewhere = DOMAINS.flatMap((domain): HttpMemberOptions[] => {
    const known = domains[domain];
    if (!known || !wanted.includes(domain)) return [];
    const { role, contributes = {} } = known;
    const url = `${endpoint}/${domain}`;
    return [{ domain, source: key, url, role, contributes, regions, timeoutMs, maxResponseBytes }];
  });
  return { key, settings: elsewhere, alone: false, here: null, elsewhere, configDir };
}

/** Opens all or none. @throws TributaryError CONFIGURATION_INVALID, with the faults of every source. */
export async function openParties(
  wanted: readonly WantedParty[],
  surroundings: PartySurroundings,
): Promise<readonly Party[]> {
  return partiesOf(wanted, await openSources(sourcesOf(wanted), surroundings), surroundings);
}

/** See rehearseSources; nothing can go wrong with those elsewhere. */
export async function rehearseParties(
  wanted: readonly WantedParty[],
  surroundings: PartySurroundings,
): Promise<readonly Party[]> {
  return partiesOf(wanted, await rehearseSources(sourcesOf(wanted), surroundings), surroundings);
}

function sourcesOf(wanted: readonly WantedParty[]): Pick<Configuration, 'sources' | 'configDir'> {
  return {
    sources: wanted.flatMap(({ here }) => here ?? []),
    configDir: wanted[0]?.configDir ?? '.',
  };
}

function partiesOf(
  wanted: readonly WantedParty[],
  opened: readonly Party[],
  { coalesce }: PartySurroundings,
): Party[] {
  return wanted.map(({ key, here, elsewhere }) => {
    const party = here
      ? opened.find(({ source }) => source === key)
      : createRemoteParty(elsewhere.map((options) => ({ ...options, coalesce })));
    if (!party) throw new TypeError(`The source must have been opened, but was not: ${key}.`);
    return party;
  });
}
