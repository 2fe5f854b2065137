import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { linkCalled, siteCalled } from './find.ts';
import { impactOf } from './impact.ts';
import { NETWORK } from './network.ts';

const fibres = NETWORK.links.filter(({ kind }) => kind === 'fibre');

describe('when a fibre is cut', () => {
  test.each(fibres.map((fibre) => [fibre.circuit, fibre] as const))(
    '%s: all that rides on it falls, what is protected switches over',
    (_, fibre) => {
      const impact = impactOf(NETWORK, { links: [fibre] });
      expect(impact.roots).toEqual([fibre]);
      expect(impact.links).toEqual(NETWORK.links.filter((link) => link.fibres.includes(fibre)));
      expect(impact.links.some(({ kind }) => kind === 'och')).toBe(true);
      const works = NETWORK.services.filter(({ working }) =>
        working.some((link) => link.fibres.includes(fibre)),
      );
      // A VPN is down with any leg that is.
      const own = impact.down.filter(({ builtFrom }) => builtFrom.length === 0);
      expect(new Set([...own, ...impact.switched])).toEqual(new Set(works));
      for (const one of impact.switched) expect(one.protection.length).toBeGreaterThan(0);
      for (const one of own) expect(one.protection).toEqual([]);
    },
  );

  test('some services are down, some switch over, some lose their protection', () => {
    const impact = impactOf(NETWORK, { links: [linkCalled(NETWORK, 'FO/FRA-AMS/001')] });
    const { down, switched, exposed, customers } = impact;
    expect([down, switched, exposed, customers].map(({ length }) => length)).toMatchInlineSnapshot(`
     [
       6,
       5,
       47,
       6,
     ]
    `);
    expect(impact.links.map(({ circuit }) => circuit)).toMatchInlineSnapshot(`
     [
       "FO/FRA-AMS/001",
       "OMS/FRA-AMS/001",
       "OCH/FRA-AMS/001",
       "OCH/FRA-AMS/002",
       "OCH/FRA-LON/001",
       "OCH/ZAG-BRU/001",
       "100GE/FRA-CR1-AMS-CR1/001",
       "100GE/FRA-CR2-AMS-CR2/001",
       "100GE/FRA-CR2-LON-CR2/001",
     ]
    `);
  });
});

describe('when more fails', () => {
  test('nothing comes back', () => {
    fc.assert(
      fc.property(
        fc.subarray([...fibres]),
        fc.subarray([...NETWORK.cards], { maxLength: 5 }),
        (links, cards) => {
          const less = impactOf(NETWORK, { links });
          const more = impactOf(NETWORK, { links, cards });
          const down = new Set(more.down);
          expect(less.links.every((link) => more.links.includes(link))).toBe(true);
          expect(less.down.every((service) => down.has(service))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a site without power takes its devices, all that ends there, and whoever ends there', () => {
    const site = siteCalled(NETWORK, 'LYO');
    const { devices, down, links } = impactOf(NETWORK, { sites: [site] });
    expect(devices.every((device) => device.site === site)).toBe(true);
    expect(links.some(({ circuit }) => circuit === '100GE/LYO-CR1-MUC-CR1/001')).toBe(true);
    for (const service of NETWORK.services)
      if (service.endpoints.some(({ card }) => card.device.site === site)) expect(down).toContain(service);
  });

  test('nothing fails, nothing falls', () => {
    const { devices, ports, links, down, switched, exposed } = impactOf(NETWORK, {});
    expect([devices, ports, links, down, switched, exposed]).toEqual([[], [], [], [], [], []]);
  });
});
