import { describe, expect, test } from '@jest/globals';
import { linkCalled } from './find.ts';
import { type Device, type Link, NETWORK, REGIONS, crossesManagers, deviceOf, networkOf } from './network.ts';

const { sites, devices, cards, ports, links, customers, services } = NETWORK;

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function count<Item>(items: readonly Item[], by: (item: Item) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(items, by)].map(([name, some]) => [name, some.length]));
}

/** Where one is after the links, beginning at a device; null where they do not hang together. */
function walk(from: Device | undefined, way: readonly Link[]): Device | null | undefined {
  return way.reduce<Device | null | undefined>((at, { a, z }) => {
    if (deviceOf(a) === at) return deviceOf(z);
    return deviceOf(z) === at ? deviceOf(a) : null;
  }, from);
}

describe('the estate’s network', () => {
  test('is as big as it says', () => {
    const all = { sites, devices, cards, ports, links, customers, services };
    expect(Object.entries(all).map(([name, list]) => `${name} ${list.length}`)).toMatchInlineSnapshot(`
     [
       "sites 40",
       "devices 402",
       "cards 694",
       "ports 4908",
       "links 724",
       "customers 150",
       "services 1200",
     ]
    `);
    expect(count(links, ({ kind }) => kind)).toMatchInlineSnapshot(`
     {
       "access": 306,
       "fibre": 56,
       "och": 145,
       "oms": 48,
       "trunk": 57,
       "uplink": 112,
     }
    `);
    expect(count(services, ({ type }) => type)).toMatchInlineSnapshot(`
     {
       "E-Line": 420,
       "IP-VPN": 60,
       "Internet": 300,
       "Mobile backhaul": 80,
       "VPN access": 300,
       "Wavelength": 40,
     }
    `);
    expect(count(services, ({ keeper }) => keeper)).toMatchInlineSnapshot(`
     {
       "east": 121,
       "inventory": 884,
       "west": 195,
     }
    `);
    expect(count(sites, ({ region }) => region)).toMatchInlineSnapshot(`
     {
       "east": 11,
       "north": 10,
       "south": 7,
       "west": 12,
     }
    `);
  });

  test('names everything once', () => {
    expect(unique(sites.map(({ code }) => code))).toBe(true);
    expect(unique(devices.map(({ key }) => key))).toBe(true);
    expect(unique(devices.map(({ address }) => address))).toBe(true);
    expect(unique([...devices, ...cards].map(({ serial }) => serial))).toBe(true);
    expect(unique(ports.map(({ key }) => key))).toBe(true);
    expect(unique(ports.map(({ mac }) => mac))).toBe(true);
    expect(unique(links.map(({ circuit }) => circuit))).toBe(true);
    expect(unique(services.map(({ key }) => key))).toBe(true);
    expect(unique(customers.map(({ name }) => name))).toBe(true);
  });

  test('has one name in two regions, and only that', () => {
    const twice = devices.filter((one) => devices.some((other) => other !== one && other.name === one.name));
    expect(twice.map(({ name, key, site }) => `${name} ${key} ${site.region}`)).toEqual([
      'core-1 MAD-CR1 west',
      'core-1 WAW-CR1 east',
    ]);
  });

  test('is the same whenever it is made, and another one for another unit', () => {
    const text = (network: typeof NETWORK): string =>
      JSON.stringify([
        network.devices.map(({ key, serial, address, installed }) => [key, serial, address, installed]),
        network.links.map(({ circuit, a, z, fibres }) => [
          circuit,
          a.key,
          z.key,
          fibres.map((f) => f.circuit),
        ]),
        network.services.map(({ key, name, state, since, endpoints, working, protection }) => [
          [key, name, state, since, endpoints.map((port) => port.key)],
          [...working, '|', ...protection].map((link) => (typeof link === 'string' ? link : link.circuit)),
        ]),
      ]);
    expect(text(networkOf())).toBe(text(NETWORK));
    const other = networkOf(3);
    const names = (of: typeof NETWORK): string[] => [
      ...of.devices.flatMap(({ key, serial, address }) => [key, serial, address]),
      ...of.links.map(({ circuit }) => circuit),
      ...of.services.map(({ key }) => key),
    ];
    expect(new Set([...names(NETWORK), ...names(other)]).size).toBe(
      names(NETWORK).length + names(other).length,
    );
    expect(other.ports).toHaveLength(ports.length);
  });
});

describe('its links', () => {
  test('end on two existing ports of two devices; a port carries one link of a layer', () => {
    const known = new Set(ports);
    for (const { a, z } of links) {
      expect(known.has(a) && known.has(z)).toBe(true);
      expect(deviceOf(a)).not.toBe(deviceOf(z));
    }
    const layer = ({ kind }: Link): string => (kind === 'oms' ? 'section' : 'other');
    expect(unique(links.flatMap((link) => [link.a, link.z].map(({ key }) => `${layer(link)} ${key}`)))).toBe(
      true,
    );
  });

  test('ride on what leads from one of their ends to the other', () => {
    for (const { kind, a, z, carriers, fibres, length } of links) {
      if (kind === 'fibre') expect(fibres).toHaveLength(1);
      if (kind === 'oms' || kind === 'och') expect(walk(deviceOf(a), carriers)).toBe(deviceOf(z));
      if (carriers.length > 0) {
        const places = [carriers[0], carriers.at(-1)].flatMap((one) => (one ? [one.a, one.z] : []));
        expect(places.map((port) => deviceOf(port).site)).toEqual(
          expect.arrayContaining([deviceOf(a).site, deviceOf(z).site]),
        );
        expect(length).toBe(fibres.reduce((sum, fibre) => sum + fibre.length, 0));
      } else if (kind !== 'fibre') expect(deviceOf(a).site).toBe(deviceOf(z).site);
    }
  });

  test('are listed after what carries them, and every channel carries one of them or a service', () => {
    const place = new Map(links.map((link, i) => [link, i]));
    for (const link of links)
      for (const carrier of link.carriers) expect(place.get(carrier)).toBeLessThan(place.get(link) ?? 0);
    const carried = new Set([
      ...links.flatMap(({ carriers }) => carriers),
      ...services.flatMap((s) => [...s.working, ...s.protection]),
    ]);
    expect(
      links
        .filter(({ kind }) => kind !== 'trunk' && kind !== 'uplink' && kind !== 'access')
        .filter((link) => !carried.has(link)),
    ).toEqual([]);
  });

  test('give every edge router two ways up that share no fibre', () => {
    for (const edge of devices.filter(({ role }) => role === 'edge')) {
      const ups = links.filter(({ kind, a, z }) => kind === 'uplink' && [a, z].map(deviceOf).includes(edge));
      expect(ups).toHaveLength(2);
      const [one, other] = ups.map(({ fibres }) => fibres);
      expect(one?.some((fibre) => other?.includes(fibre))).toBe(false);
      expect(new Set(ups.flatMap(({ a, z }) => [a, z].map(deviceOf))).size).toBe(3);
    }
  });

  test('join what is held by different inventories, and what is watched by different managers', () => {
    expect(
      links
        .filter(({ kind }) => kind === 'fibre')
        .filter(crossesManagers)
        .map(({ circuit }) => circuit),
    ).toMatchInlineSnapshot(`
     [
       "FO/AMS-HAM/001",
       "FO/GOT-OSL/001",
       "FO/OSL-STO/001",
       "FO/MTZ-FRA/001",
       "FO/LYO-MUC/001",
       "FO/FRA-AMS/001",
       "FO/MIL-MUC/001",
       "FO/MIL-ZAG/001",
       "FO/NAP-ATH/001",
     ]
    `);
    // The north's inventory cannot write down what ends outside it: the other side holds that.
    for (const { holder, z } of links) if (holder === 'north') expect(deviceOf(z).site.holder).toBe('north');
  });
});

describe('its services', () => {
  test('lead from end to end', () => {
    for (const { type, endpoints, working, protection, builtFrom } of services) {
      expect(working.length + builtFrom.length).toBeGreaterThan(0);
      if (type === 'IP-VPN') continue;
      const from = endpoints[0]?.card.device;
      const end = walk(from, working);
      expect(end).toEqual(expect.any(Object));
      if (type === 'E-Line' || type === 'Wavelength') expect(end).toBe(endpoints[1]?.card.device);
      if (protection.length > 0) expect(walk(from, protection)).toBe(end);
    }
  });

  test('are protected by what shares neither a link nor a fibre with what they work on', () => {
    const both = services.filter(({ protection }) => protection.length > 0);
    expect(both.length).toBeGreaterThan(300);
    for (const { working, protection } of both) {
      const own = new Set([...working, ...working.flatMap(({ fibres }) => fibres)]);
      expect(protection.some((link) => own.has(link) || link.fibres.some((fibre) => own.has(fibre)))).toBe(
        false,
      );
    }
  });

  test('end on ports that no link and no other service ends on, but for wavelengths', () => {
    const others = services.filter(({ type }) => type !== 'Wavelength');
    const all = links.flatMap(({ kind, a, z }) => (kind === 'oms' ? [] : [a.key, z.key]));
    expect(unique([...all, ...others.flatMap(({ endpoints }) => endpoints.map(({ key }) => key))])).toBe(
      true,
    );
  });

  test('are of customers of their keeper, in every region; some lead from region to region', () => {
    for (const { keeper, region, customer } of services)
      expect([keeper, region]).toEqual([customer.keeper, customer.region]);
    for (const region of REGIONS) {
      const own = services.filter((one) => one.region === region);
      expect(own.length).toBeGreaterThan(100);
      expect(
        own.some(({ endpoints }) => endpoints.some((port) => deviceOf(port).site.region !== region)),
      ).toBe(true);
    }
    for (const customer of customers) expect(services.some((one) => one.customer === customer)).toBe(true);
  });

  test('begin with one from Paris to Frankfurt of the west, and one back of the east', () => {
    expect(
      services
        .slice(0, 2)
        .map(({ keeper, endpoints }) => [keeper, ...endpoints.map((port) => deviceOf(port).key)]),
    ).toMatchInlineSnapshot(`
     [
       [
         "west",
         "PAR-ER1",
         "FRA-ER1",
       ],
       [
         "east",
         "FRA-ER1",
         "PAR-ER1",
       ],
     ]
    `);
    expect(linkCalled(NETWORK, '100GE/PAR-CR1-FRA-CR1/001').fibres.map(({ circuit }) => circuit)).toEqual([
      'FO/PAR-MTZ/001',
      'FO/MTZ-FRA/001',
    ]);
  });
});
