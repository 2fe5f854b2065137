/** The twelve hundred services, and what they stand on. */
import type { Customer } from './customers.ts';
import type { Device } from './devices.ts';
import type { PortPool } from './links.ts';
import type { Role } from './makes.ts';
import type { Optics } from './optics.ts';
import { pick, randomOf } from './random.ts';
import type { Routing } from './routing.ts';
import { ServiceRegister } from './service-register.ts';
import type { Service } from './service.ts';
import type { Region, Site } from './sites.ts';

const COUNTS = { eLines: 420, vpns: 60, vpnLegs: 5, internet: 300, backhaul: 80, wavelengths: 40 } as const;
/** Of ten E-Lines, how many stay within the customer's region. */
const AT_HOME = 0.7;

/** E-Lines that are always there: bought in the region named first, from one place to the other. */
const STORIES: readonly (readonly [Region, string, string])[] = [
  ['west', 'PAR', 'FRA'],
  ['east', 'FRA', 'PAR'],
  ['north', 'AMS', 'FRA'],
  ['north', 'LON', 'PAR'],
  ['south', 'MIL', 'MUC'],
  ['west', 'LYO', 'MUC'],
  ['east', 'WAW', 'MAD'],
  ['east', 'BER', 'CPH'],
];
/** Where a region's packets leave for the world, and where its mobile core stands. */
const GATEWAYS: Readonly<Record<Region, string>> = { north: 'AMS', west: 'PAR', east: 'FRA', south: 'MIL' };

export interface Market {
  readonly unit: number;
  readonly customers: readonly Customer[];
  readonly devices: readonly Device[];
  siteOf(code: string): Site;
  readonly routing: Routing;
  readonly optics: Optics;
  readonly pool: PortPool;
}

export function servicesOf(market: Market): Service[] {
  const { routing, optics, pool, siteOf } = market;
  const random = randomOf(7 + market.unit * 1000);
  const register = new ServiceRegister(market, random);

  function devices(role: Role, where: (site: Site) => boolean): Device[] {
    return market.devices.filter((one) => one.role === role && where(one.site));
  }

  /** One that has a port left. */
  function some(role: Role, where: (site: Site) => boolean): Device {
    return pick(
      random,
      devices(role, where).filter((one) => pool.left(one) > 0),
    );
  }

  function gateway(region: Region, role: Role): Device {
    const [first] = devices(role, (site) => site === siteOf(GATEWAYS[region]));
    if (!first) throw new Error(`The gateway of the ${region} must have a device in the role of ${role}.`);
    return first;
  }

  function eLine(customer: Customer, a: Device, z: Device): Service {
    return register.add('E-Line', customer, `${a.site.name} - ${z.site.name}`, {
      endpoints: [pool.take(a), pool.take(z)],
      working: routing.way(a, z),
      protection: customer.tier === 'BRONZE' ? [] : routing.detour(a, z),
    });
  }

  function anyELine(): Service {
    const customer = register.next('E-Line');
    const a = some('edge', ({ region }) => region === customer.region);
    const home = random() < AT_HOME;
    const z = some('edge', (site) => site !== a.site && (!home || site.region === customer.region));
    return eLine(customer, a, z);
  }

  /** The access legs and, last, the VPN that is built from them. */
  function vpn(): Service[] {
    const customer = register.next('IP-VPN');
    const hub = gateway(customer.region, 'core');
    const legs = range(COUNTS.vpnLegs).map(() => {
      const edge = some('edge', ({ region }) => region === customer.region);
      return register.add('VPN access', customer, `VPN ${edge.site.name}`, {
        endpoints: [pool.take(edge)],
        working: routing.way(edge, hub),
        protection: customer.tier === 'GOLD' ? routing.detour(edge, hub) : [],
      });
    });
    return [...legs, register.add('IP-VPN', customer, 'VPN', { builtFrom: legs })];
  }

  function internet(): Service {
    const customer = register.next('Internet');
    const node = some('access', ({ region }) => region === customer.region);
    return register.add('Internet', customer, `Internet ${node.site.name}`, {
      endpoints: [pool.take(node)],
      working: routing.way(node, gateway(customer.region, 'core')),
    });
  }

  function backhaul(): Service {
    const customer = register.next('Mobile backhaul');
    const station = some('bts', ({ region }) => region === customer.region);
    const edge = gateway(customer.region, 'edge');
    return register.add(
      'Mobile backhaul',
      customer,
      `Backhaul ${station.site.name} ${station.key.slice(-1)}`,
      {
        endpoints: [pool.take(station)],
        working: routing.way(station, edge),
      },
    );
  }

  /** On channels of its own. It begins where wavelengths are written down: the north's inventory knows none. */
  function wavelength(): Service {
    const customer = register.next('Wavelength');
    const a = some('wdm', (site) => site.holder !== 'north' && pool.left(terminal(site)) > 2);
    const z = some('wdm', (site) => site !== a.site && pool.left(terminal(site)) > 2);
    const channel = optics.light(a, z);
    const spare = new Set(channel.fibres);
    const safe = customer.tier === 'GOLD' && optics.way(a, z, spare) !== null;
    return register.add('Wavelength', customer, `100G ${a.site.name} - ${z.site.name}`, {
      endpoints: [channel.a, channel.z],
      working: [channel],
      protection: safe ? [optics.light(a, z, spare)] : [],
    });
  }

  function terminal(site: Site): Device {
    const [found] = devices('wdm', (one) => one === site);
    if (!found) throw new Error(`${site.code} must have an optical terminal.`);
    return found;
  }

  const stories = STORIES.map(([region, a, z]) => eLine(register.next('E-Line', region), ...edgesAt(a, z)));

  function edgesAt(...codes: readonly [string, string]): [Device, Device] {
    const [a, z] = codes.map((code) => devices('edge', (site) => site === siteOf(code))[0]);
    if (!a || !z) throw new Error(`An E-Line must join two places, but got: "${codes.join(' ')}".`);
    return [a, z];
  }

  return [
    ...stories,
    ...range(COUNTS.eLines - stories.length).map(anyELine),
    ...range(COUNTS.vpns).flatMap(vpn),
    ...range(COUNTS.internet).map(internet),
    ...range(COUNTS.backhaul).map(backhaul),
    ...range(COUNTS.wavelengths).map(wavelength),
  ];
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
