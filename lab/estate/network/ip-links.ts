/** What routers exchange packets over: trunks between core routers, uplinks of edge routers, access below. */
import type { Device } from './devices.ts';
import { type Link, type LinkKind, type PortPool, linkOf, oriented } from './links.ts';
import type { Role } from './makes.ts';
import type { Optics } from './optics.ts';
import type { Site } from './sites.ts';

const WITHIN_A_SITE_METRES = 60;
const GIGABIT = 1e9;
const SPEEDS = { trunk: ['100GE', 100], uplink: ['10GE', 10], access: ['10GE', 10] } as const;

/** Long ways that jump over what lies between, from the second core router. */
const EXPRESS = 'PAR-MAD LON-FRA AMS-BER CPH-WAW MIL-PAR ROM-MAD FRA-WAW';

export interface Ground {
  readonly sites: readonly Site[];
  at(site: Site, role: Role): readonly Device[];
  siteOf(code: string): Site;
  readonly sections: readonly Link[];
  readonly optics: Optics;
  readonly pool: PortPool;
}

export function ipLinksOf(ground: Ground): Link[] {
  return [
    ...trunksOf(ground),
    ...ground.sites.flatMap((site) => [...uplinksOf(site, ground), ...accessOf(site, ground)]),
  ];
}

function trunksOf(ground: Ground): Link[] {
  const { at, optics, pool, sites } = ground;
  const within = sites.flatMap((site) => {
    const [first, second] = at(site, 'core');
    return first && second ? [ipLink('trunk', first, second, [], pool)] : [];
  });
  const neighbours = ground.sections.flatMap(({ a, z }) =>
    pairsOf(at(a.card.device.site, 'core'), at(z.card.device.site, 'core')),
  );
  const express = EXPRESS.split(' ').map((pair) => {
    const [a, z] = pair.split('-').map((code) => at(ground.siteOf(code), 'core').at(-1));
    if (!a || !z) throw new Error(`An express trunk must join two core sites, but got: "${pair}".`);
    return [a, z] as const;
  });
  const between = [...neighbours, ...express].map(([a, z]) =>
    ipLink('trunk', a, z, [optics.light(terminalOf(a.site, ground), terminalOf(z.site, ground))], pool),
  );
  return [...within, ...between];
}

/** First with first; where both have two, second with second. */
function pairsOf(a: readonly Device[], z: readonly Device[]): (readonly [Device, Device])[] {
  return a.slice(0, z.length).flatMap((one, i) => {
    const other = z[i];
    return other ? [[one, other] as const] : [];
  });
}

/** Every edge router hangs on two core routers, by two ways that share no fibre. */
function uplinksOf(site: Site, ground: Ground): Link[] {
  const { at, optics, pool } = ground;
  const terminal = at(site, 'wdm')[0];
  if (!terminal) return [];
  return at(site, 'edge').flatMap((edge) => {
    const own = at(site, 'core').map((core) => ipLink('uplink', edge, core, [], pool));
    const avoided = new Set<Link>();
    const avoidedSites = new Set<Site>([site]);
    while (own.length < 2) {
      const [home] = homesOf(terminal, avoidedSites, avoided, ground);
      if (!home) throw new Error(`${edge.key} must have a second way to a core router.`);
      const channel = optics.light(terminal, terminalOf(home.core.site, ground), avoided);
      for (const fibre of channel.fibres) avoided.add(fibre);
      avoidedSites.add(home.core.site);
      own.push(ipLink('uplink', edge, home.core, [channel], pool));
    }
    return own;
  });
}

/** Core routers elsewhere, the nearest by fibre first. */
function homesOf(
  terminal: Device,
  avoidedSites: ReadonlySet<Site>,
  avoided: ReadonlySet<Link>,
  { sites, at, optics }: Ground,
): { core: Device; far: number }[] {
  return sites
    .flatMap((site) => {
      const core = at(site, 'core').at(-1);
      const wdm = at(site, 'wdm')[0];
      if (!core || !wdm || avoidedSites.has(site)) return [];
      const way = optics.way(terminal, wdm, avoided);
      return way ? [{ core, far: way.reduce((sum, { length }) => sum + length, 0) }] : [];
    })
    .toSorted((one, other) => one.far - other.far);
}

/** Aggregation on every edge router of the site; access nodes and base stations in turn on aggregation. */
function accessOf(site: Site, { at, pool }: Ground): Link[] {
  const aggregation = at(site, 'agg');
  const upwards = aggregation.flatMap((agg) =>
    at(site, 'edge').map((edge) => ipLink('access', agg, edge, [], pool)),
  );
  const below = (['access', 'bts'] as const).flatMap((role) =>
    at(site, role).flatMap((device, i) => {
      const agg = aggregation[i % aggregation.length];
      return agg ? [ipLink('access', device, agg, [], pool)] : [];
    }),
  );
  return [...upwards, ...below];
}

function terminalOf(site: Site, { at }: Ground): Device {
  const [terminal] = at(site, 'wdm');
  if (!terminal) throw new Error(`${site.code} must have an optical terminal.`);
  return terminal;
}

function ipLink(
  kind: Extract<LinkKind, keyof typeof SPEEDS>,
  one: Device,
  other: Device,
  carriers: readonly Link[],
  pool: PortPool,
): Link {
  const [a, z] = oriented(one, other);
  const [speed, gigabits] = SPEEDS[kind];
  const ends = { a: pool.take(a), z: pool.take(z) };
  const circuit = `${speed}/${a.key}-${z.key}/001`;
  return linkOf({ circuit, kind, ...ends, capacity: gigabits * GIGABIT, carriers }, WITHIN_A_SITE_METRES);
}
