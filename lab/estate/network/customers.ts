/** Who buys from the operators: a hundred and fifty, every name invented. */
import { CUSTOMER_WORDS } from './customer-words.ts';
import { REGIONS, type Region } from './sites.ts';

/** Who keeps customers and their services: the service inventory, or a legacy database that has not been emptied into it yet. */
export type Keeper = 'inventory' | 'west' | 'east';

export interface Customer {
  /** Unique within the network, 1 and up. */
  readonly number: number;
  readonly name: string;
  readonly region: Region;
  readonly keeper: Keeper;
  readonly tier: 'GOLD' | 'SILVER' | 'BRONZE';
}

const TIERS = ['GOLD', 'SILVER', 'BRONZE'] as const;
const COUNTS: Readonly<Record<Region, number>> = { north: 40, west: 42, east: 40, south: 28 };
/** The first of each region's list that never moved to the service inventory. */
const KEPT: Readonly<Partial<Record<Region, number>>> = { west: 24, east: 16 };

export function customersOf(unit: number): Customer[] {
  let number = 0;
  return REGIONS.flatMap((region) =>
    namesOf(region)
      .slice(0, COUNTS[region])
      .map((name, i) => {
        number++;
        return {
          number,
          name: unit === 0 ? name : `${name} ${unit}`,
          region,
          keeper: keeperOf(region, i),
          tier: TIERS[i % TIERS.length] ?? 'BRONZE',
        };
      }),
  );
}

function keeperOf(region: Region, i: number): Keeper {
  return (region === 'west' || region === 'east') && i < (KEPT[region] ?? 0) ? region : 'inventory';
}

/** Each trade with each place, so that names that follow each other share neither. */
function namesOf(region: Region): string[] {
  const { trades, places } = CUSTOMER_WORDS[region];
  return Array.from({ length: trades.length * places.length }, (_, i) => {
    const trade = trades[i % trades.length] ?? '';
    const place = places[((i % trades.length) + Math.floor(i / trades.length)) % places.length] ?? '';
    return trade.replace('*', place);
  });
}
