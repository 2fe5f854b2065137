/** The fibres between the sites, along routes that exist, and the multiplex sections that the light passes in one go. */
import type { Device } from './devices.ts';
import { type Link, type PortPool, linkOf } from './links.ts';
import { type Site, distance } from './sites.ts';

/** From the a end, whose inventory holds it. What leads into the north begins in the west or the east. */
const ROUTES = {
  west: 'PAR-DIJ DIJ-LYO LYO-MRS MRS-BCN BCN-ZAZ ZAZ-MAD PAR-BOD BOD-TLS TLS-BCN BOD-MAD MAD-LIS LIS-OPO OPO-MAD',
  east: 'FRA-BER BER-POZ POZ-WAW WAW-KRK KRK-PRG PRG-BER PRG-VIE VIE-LNZ LNZ-MUC MUC-NUE NUE-FRA VIE-BUD BUD-KRK',
  north: 'LON-AMS LON-BRU BRU-AMS AMS-HAM HAM-CPH CPH-GOT GOT-OSL OSL-STO CPH-STO STO-HEL HEL-RIX',
  south: 'MIL-BLQ BLQ-ROM ROM-NAP BEG-ATH ZAG-BEG',
  between:
    'PAR-MTZ MTZ-FRA LYO-MUC PAR-LON PAR-BRU FRA-AMS BER-HAM WAW-RIX MRS-MIL MIL-MUC MIL-ZAG NAP-ATH VIE-ZAG BUD-BEG',
} as const;

/** A cable is never as straight as the crow flies. */
const DETOUR = 1.25;

export function fibresOf(
  siteOf: (code: string) => Site,
  opticalAt: (site: Site) => Device,
  pool: PortPool,
): Link[] {
  return Object.values(ROUTES)
    .flatMap((routes) => routes.split(' '))
    .map((route) => {
      const [a, z] = route.split('-').map(siteOf);
      if (!a || !z) throw new Error(`A route must join two sites, but got: "${route}".`);
      const ends = { a: pool.take(opticalAt(a), 'line'), z: pool.take(opticalAt(z), 'line') };
      const circuit = `FO/${a.code}-${z.code}/001`;
      const length = Math.round(distance(a, z) * DETOUR);
      return linkOf({ circuit, kind: 'fibre', ...ends, capacity: null, carriers: [] }, length);
    });
}

/** One section for each chain of fibres from terminal to terminal; what lies between only amplifies. */
export function sectionsOf(fibres: readonly Link[]): Link[] {
  const atAmplifier = (link: Link): boolean =>
    isHut(link.a.card.device.site) || isHut(link.z.card.device.site);
  const used = new Set<Link>();
  return fibres.flatMap((first) => {
    if (used.has(first)) return [];
    const chain = atAmplifier(first) ? chainWith(first, fibres) : [first];
    for (const fibre of chain) used.add(fibre);
    return section(chain);
  });
}

/** Two fibres that meet in a hut; a hut joins exactly two. */
function chainWith(first: Link, fibres: readonly Link[]): Link[] {
  const hut = [first.a, first.z].map(({ card }) => card.device.site).find(isHut);
  const second = fibres.find(
    (one) => one !== first && [one.a, one.z].some(({ card }) => card.device.site === hut),
  );
  return second ? [first, second] : [first];
}

function section(chain: readonly Link[]): Link {
  const terminals = chain.flatMap(({ a, z }) => [a, z]).filter(({ card }) => !isHut(card.device.site));
  const [a, z] = terminals;
  if (!a || !z) throw new Error(`A section must end on two terminals, but got: "${chain[0]?.circuit}".`);
  const circuit = `OMS/${a.card.device.site.code}-${z.card.device.site.code}/001`;
  return linkOf({ circuit, kind: 'oms', a, z, capacity: null, carriers: chain }, 0);
}

function isHut({ size }: Site): boolean {
  return size === 'hut';
}
