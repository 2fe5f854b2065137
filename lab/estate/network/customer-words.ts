/** What customers' names are made of: trades, with a * where the place goes, and places that are on no map. */
import type { Region } from './sites.ts';

interface Words {
  readonly trades: readonly string[];
  readonly places: readonly string[];
}

export const CUSTOMER_WORDS: Readonly<Record<Region, Words>> = {
  north: {
    trades: [
      '* Shipping',
      'Bank of *',
      '* Sygehus',
      '* Energi',
      'Universitet *',
      '* Kommun',
      '* Verzekering',
    ],
    places: ['Norrvik', 'Eastmere', 'Halden Sund', 'Duinrade', 'Kallinge', 'Saaremets', 'Brackwater'],
  },
  west: {
    trades: [
      'Banco *',
      'Hôpital *',
      'Puerto Seco *',
      'Aérogare *',
      'Ferrocarril *',
      'Université de *',
      'Cooperativa *',
      'Assurances *',
    ],
    places: ['Almenara', 'Saint-Corentin', 'Levante', 'Castagnet', 'Vallfosca', 'Belmontet', 'Montegrís'],
  },
  east: {
    trades: [
      '* Versicherung',
      'Klinikum *',
      'Hafenlogistik *',
      'Tramvaje *',
      '* Energie',
      'Uniwersytet *',
      'Bank *',
      'Stahlwerk *',
    ],
    places: ['Rheintal', 'Oderaue', 'Kaltenborn', 'Sandomierz-Nowy', 'Hohenau', 'Leithaberg', 'Žižkov Horní'],
  },
  south: {
    trades: ['Banca *', 'Ospedale *', 'Luka *', '* Assicurazioni', 'Univerzitet *', 'Vini *', 'Ferrovie *'],
    places: ['Montalbo', 'Vrbanija', 'Castelforte', 'Pelagía', 'Roccamare', 'Zelengrad'],
  },
};
