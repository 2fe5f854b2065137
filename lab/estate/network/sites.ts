/** Where the network stands: forty places of Europe in four regions, eight of them huts where light is amplified. */
import { SITE_TABLE } from './site-table.ts';

export const REGIONS = ['north', 'west', 'east', 'south'] as const;
export type Region = (typeof REGIONS)[number];
/** Who holds the inventory of a place. Of the south nobody has an inventory of its own: Italy is the west's, the Balkans are the east's. */
export type Holder = 'north' | 'west' | 'east';
/** Whose fault manager watches a place. */
export type Manager = 'west' | 'east';
export type Size = 'large' | 'medium' | 'small' | 'hut';

export interface Site {
  /** PAR; in a further unit PAR007. */
  readonly code: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly region: Region;
  readonly holder: Holder;
  readonly manager: Manager;
  readonly size: Size;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  readonly address: string;
  /** Its place among the sites of its unit, 1 and up. */
  readonly number: number;
}

/** The sites of a unit: 0 is the estate itself, each further one a network of the same shape under other codes. */
export function sitesOf(unit: number): Site[] {
  return SITE_TABLE.map(([code, name, country, region, holder, manager, size, at, address], i) => ({
    code: codeIn(unit, code),
    name: unit === 0 ? name : `${name} ${unit}`,
    country,
    region,
    holder,
    manager,
    size,
    latitude: at[0],
    longitude: at[1],
    address,
    number: i + 1,
  }));
}

/** How a code of the table stands in a unit. */
export function codeIn(unit: number, code: string): string {
  return unit === 0 ? code : `${code}${String(unit).padStart(3, '0')}`;
}

const EARTH_RADIUS_METRES = 6_371_000;

/** Along the great circle, metres (haversine). */
export function distance(a: Site, z: Site): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const height = Math.sin(rad(z.latitude - a.latitude) / 2) ** 2;
  const width = Math.sin(rad(z.longitude - a.longitude) / 2) ** 2;
  const chord = height + Math.cos(rad(a.latitude)) * Math.cos(rad(z.latitude)) * width;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(chord));
}
