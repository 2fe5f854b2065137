/** Where the network stands: sixteen cities of Europe, eight to a region. */

export type Region = 'west' | 'east';

export interface Site {
  readonly code: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly region: Region;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  readonly address: string;
}

type Row = readonly [code: string, name: string, country: string, lat: number, lon: number, address: string];

const WEST: readonly Row[] = [
  ['PAR', 'Paris', 'FR', 48.8566, 2.3522, 'Rue de la Fibre 12'],
  ['LYO', 'Lyon', 'FR', 45.764, 4.8357, 'Quai des Ondes 3'],
  ['MRS', 'Marseille', 'FR', 43.2965, 5.3698, 'Boulevard du Câble 41'],
  ['BOD', 'Bordeaux', 'FR', 44.8378, -0.5792, 'Allée du Signal 8'],
  ['MAD', 'Madrid', 'ES', 40.4168, -3.7038, 'Calle de la Señal 27'],
  ['BCN', 'Barcelona', 'ES', 41.3874, 2.1686, 'Carrer del Senyal 19'],
  ['LIS', 'Lisboa', 'PT', 38.7223, -9.1393, 'Rua do Sinal 5'],
  ['OPO', 'Porto', 'PT', 41.1579, -8.6291, 'Travessa da Fibra 2'],
];

const EAST: readonly Row[] = [
  ['FRA', 'Frankfurt am Main', 'DE', 50.1109, 8.6821, 'Faserstraße 60'],
  ['BER', 'Berlin', 'DE', 52.52, 13.405, 'Am Signalturm 7'],
  ['MUC', 'München', 'DE', 48.1351, 11.582, 'Lichtweg 14'],
  ['PRG', 'Praha', 'CZ', 50.0755, 14.4378, 'Optická 33'],
  ['VIE', 'Wien', 'AT', 48.2082, 16.3738, 'Kabelgasse 9'],
  ['WAW', 'Warszawa', 'PL', 52.2297, 21.0122, 'ulica Światłowodowa 18'],
  ['KRK', 'Kraków', 'PL', 50.0647, 19.945, 'ulica Sygnałowa 4'],
  ['BUD', 'Budapest', 'HU', 47.4979, 19.0402, 'Jel utca 21'],
];

export const SITES: readonly Site[] = [
  ...WEST.map((row) => site('west', row)),
  ...EAST.map((row) => site('east', row)),
];

function site(region: Region, [code, name, country, latitude, longitude, address]: Row): Site {
  return { code, name, country, region, latitude, longitude, address };
}

const EARTH_RADIUS_METRES = 6_371_000;

/** Along the great circle, metres (haversine). */
export function distance(a: Site, b: Site): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const height = Math.sin(rad(b.latitude - a.latitude) / 2) ** 2;
  const width = Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  const chord = height + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * width;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(chord));
}
