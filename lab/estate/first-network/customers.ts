/** Who buys from the two operators. Every name is invented. */
import type { Region } from './sites.ts';

export interface Customer {
  /** Unique within its region, 1 and up. */
  readonly number: number;
  readonly name: string;
  readonly region: Region;
  readonly tier: 'GOLD' | 'SILVER' | 'BRONZE';
}

const TIERS = ['GOLD', 'SILVER', 'BRONZE'] as const;

const WEST = [
  'Banco Almenara',
  'Hôpital Saint-Corentin',
  'Puerto Seco Levante',
  'Aérogare du Rhône',
  'Ferrocarril del Tajo',
  'Université de la Garonne',
  'Cooperativa Vallfosca',
  'Assurances Belmontet',
  'Conservas Peñíscola',
  'Lusitânia Seguros',
  'Câmara de Valverde',
  'Imprimerie Castagnet',
  'Bodegas Roncalillo',
  'Textil Montegrís',
  'Radio Catalunya Nord',
  'Quinta do Ribeiro',
];

const EAST = [
  'Rheintal Versicherung',
  'Klinikum Oderaue',
  'Hafenlogistik Spree',
  'Tramvaje Vltava',
  'Donau Energie',
  'Uniwersytet Sandomierski',
  'Bank Podhalański',
  'Stahlwerk Hohenau',
  'Pekárny Žižkov',
  'Mazowsze Cargo',
  'Weingut Leithaberg',
  'Balaton Biztosító',
  'Spedition Kaltenborn',
  'Galicja Media',
];

export const CUSTOMERS: readonly Customer[] = [...of('west', WEST), ...of('east', EAST)];

function of(region: Region, names: readonly string[]): Customer[] {
  return names.map((name, i) => ({
    number: i + 1,
    name,
    region,
    tier: TIERS[i % TIERS.length] ?? 'BRONZE',
  }));
}
