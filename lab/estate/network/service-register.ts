/** Gives services their keys, names and dates, and takes turns among the customers. */
import type { Customer, Keeper } from './customers.ts';
import { pick } from './random.ts';
import type { Service, ServiceParts, ServiceType } from './service.ts';
import type { Region } from './sites.ts';

const PREFIXES: Readonly<Record<ServiceType, string>> = {
  'E-Line': 'EL',
  'IP-VPN': 'VP',
  'VPN access': 'VA',
  Internet: 'IN',
  'Mobile backhaul': 'MB',
  Wavelength: 'WL',
};
const LETTERS: Readonly<Record<Keeper, string>> = { inventory: 'C', west: 'W', east: 'E' };

/** Customers who follow each other in a list are of one region: so each turn goes this far. It divides no list’s length. */
const STRIDE = 11;

export class ServiceRegister {
  readonly #unit: number;
  readonly #customers: readonly Customer[];
  readonly #random: () => number;
  readonly #counts = new Map<string, number>();
  readonly #turns = new Map<string, number>();

  constructor(
    { unit, customers }: { readonly unit: number; readonly customers: readonly Customer[] },
    random: () => number,
  ) {
    this.#unit = unit;
    this.#customers = customers;
    this.#random = random;
  }

  /** Whose turn it is to buy one: among all, or among those of a region. */
  next(type: ServiceType, region?: Region): Customer {
    const among = this.#customers.filter((one) => region === undefined || one.region === region);
    const turn = this.#turns.get(`${type} ${region}`) ?? 0;
    this.#turns.set(`${type} ${region}`, turn + 1);
    const customer = among[(turn * STRIDE) % among.length];
    if (!customer) throw new Error(`A region must have customers, but got: "${region}".`);
    return customer;
  }

  add(type: ServiceType, customer: Customer, what: string, parts: ServiceParts): Service {
    const random = this.#random;
    const series = `${PREFIXES[type]}-${LETTERS[customer.keeper]}${this.#unit === 0 ? '' : this.#unit}`;
    const number = (this.#counts.get(series) ?? 0) + 1;
    this.#counts.set(series, number);
    const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
    return {
      key: `${series}-${String(number).padStart(4, '0')}`,
      name: `${customer.name} ${what}`,
      type,
      region: customer.region,
      keeper: customer.keeper,
      customer,
      state: random() < 0.9 ? 'ACTIVE' : pick(random, ['SUSPENDED', 'RESERVED'] as const),
      since: `${2017 + Math.floor(random() * 8)}-${month}-01`,
      endpoints: parts.endpoints ?? [],
      working: parts.working ?? [],
      protection: parts.protection ?? [],
      builtFrom: parts.builtFrom ?? [],
    };
  }
}
