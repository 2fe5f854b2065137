import { describe, expect, test } from '@jest/globals';
import { CARDS, CUSTOMERS, DEVICES, LINKS, PORTS, SERVICES, SITES, crossesRegions } from './network.ts';

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

describe('the estate’s network', () => {
  test('is as big as it says', () => {
    const sizes = { sites: SITES, devices: DEVICES, cards: CARDS, ports: PORTS, links: LINKS };
    const all = { ...sizes, customers: CUSTOMERS, services: SERVICES };
    expect(Object.entries(all).map(([name, list]) => `${name} ${list.length}`)).toMatchInlineSnapshot(`
     [
       "sites 16",
       "devices 62",
       "cards 124",
       "ports 736",
       "links 75",
       "customers 30",
       "services 121",
     ]
    `);
  });

  test('names everything once', () => {
    expect(unique(SITES.map(({ code }) => code))).toBe(true);
    expect(unique(DEVICES.map(({ key }) => key))).toBe(true);
    expect(unique(DEVICES.map(({ address }) => address))).toBe(true);
    expect(unique([...DEVICES, ...CARDS].map(({ serial }) => serial))).toBe(true);
    expect(unique(PORTS.map(({ key }) => key))).toBe(true);
    expect(unique(PORTS.map(({ mac }) => mac))).toBe(true);
    expect(unique(LINKS.map(({ circuit }) => circuit))).toBe(true);
    expect(unique(SERVICES.map(({ key }) => key))).toBe(true);
  });

  test('has one name in two regions, and only that', () => {
    const twice = DEVICES.filter((one) => DEVICES.some((other) => other !== one && other.name === one.name));
    expect(twice.map(({ name, region }) => `${name} ${region}`)).toEqual(['core-1 west', 'core-1 east']);
  });

  test('ends at most one link on a port', () => {
    expect(unique(LINKS.flatMap(({ a, z }) => [a.key, z.key]))).toBe(true);
    const ends = new Set(LINKS.flatMap(({ a, z }) => [a.key, z.key]));
    expect(SERVICES.flatMap(({ endpoints }) => endpoints).filter(({ key }) => ends.has(key))).toEqual([]);
  });

  test('joins the regions by two fibres and the two trunks on them', () => {
    expect(LINKS.filter(crossesRegions).map(({ circuit, region }) => `${circuit} ${region}`)).toEqual([
      'FO/PAR-FRA/001 west',
      'FO/LYO-MUC/001 west',
      '100GE/PAR-CR1-FRA-CR1/001 west',
      '100GE/LYO-CR1-MUC-CR1/001 west',
    ]);
  });

  test('leads every service from end to end', () => {
    for (const { type, endpoints, working, builtFrom } of SERVICES) {
      expect(working.length + builtFrom.length).toBeGreaterThan(0);
      if (type !== 'E-Line') continue;
      const [a, z] = endpoints.map(({ card }) => card.device);
      const walked = working.reduce(
        (at, link) => (link.a.card.device === at ? link.z : link.a).card.device,
        a,
      );
      expect(walked).toBe(z);
    }
  });

  test('protects a service by other trunks than it works on', () => {
    const both = SERVICES.filter(({ protection }) => protection.length > 0);
    expect(both.length).toBeGreaterThan(10);
    for (const { working, protection } of both)
      expect(protection.some((link) => working.includes(link))).toBe(false);
  });

  test('has services of each region that stand on links between them', () => {
    const crossing = SERVICES.filter(({ working }) => working.some(crossesRegions));
    expect(new Set(crossing.map(({ region }) => region))).toEqual(new Set(['west', 'east']));
  });
});
