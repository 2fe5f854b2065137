import { describe, expect, test } from '@jest/globals';
import { DEVICES, LINKS, PORTS, crossesRegions } from '../first-network/network.ts';
import { watchedIn } from './hosts.ts';
import { CONDITIONS, watchOf } from './start-watch.ts';

const NOW = Date.UTC(2026, 2, 1);
const all = [...CONDITIONS.west, ...CONDITIONS.east];
const open = all.filter(({ episodes }) => episodes.some(({ ended }) => ended === undefined));

describe('what the fault managers watch', () => {
  test.each(['west', 'east'] as const)('in the %s: every device once, and something unknown', (region) => {
    const watched = watchedIn(region);
    const names = watched.map(({ host }) => host.host);
    expect(new Set(names).size).toBe(names.length);
    expect(watched.filter(({ device }) => device === null)).toHaveLength(1);
    expect(watched.length).toBe(DEVICES.filter((one) => one.region === region).length + 1);
  });

  test('no host has a name as the inventory writes it, but for one core-1', () => {
    const names = DEVICES.map(({ name }) => name);
    const hosts = [...watchedIn('west'), ...watchedIn('east')].map(({ host }) => host.host);
    expect(hosts.filter((host) => names.includes(host))).toEqual(['core-1']);
  });
});

describe('what is wrong', () => {
  test('is about 25 problems of every severity, some of them over', () => {
    expect(open.length).toBeGreaterThanOrEqual(25);
    expect(new Set(open.map(({ severity }) => severity))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    const ended = all.flatMap(({ episodes }) => episodes).filter((episode) => episode.ended !== undefined);
    expect(ended.length).toBeGreaterThanOrEqual(5);
  });

  test('is on things that exist', () => {
    const circuits = LINKS.map(({ circuit }) => circuit);
    for (const { circuit, port, on } of all) {
      if (circuit !== undefined) expect(circuits).toContain(circuit);
      if (port === undefined) continue;
      const long = port.replace(/^Hu(?=\d)/, 'HundredGigE').replace(/^Te(?=\d)/, 'TenGigE');
      expect(PORTS.map(({ key }) => key)).toContain(`${on}:${long}`);
    }
  });

  test('is told by both managers of the links between the regions', () => {
    const crossing = LINKS.filter(crossesRegions).map(({ circuit }) => circuit);
    const told = (region: 'west' | 'east') =>
      CONDITIONS[region].flatMap(({ circuit }) =>
        circuit !== undefined && crossing.includes(circuit) ? circuit : [],
      );
    expect(told('west').toSorted()).toEqual(['100GE/PAR-CR1-FRA-CR1/001', 'FO/PAR-FRA/001']);
    expect(told('east').toSorted()).toEqual(told('west').toSorted());
  });

  test('began before the estate did, in order', () => {
    const clocks = watchOf('west', NOW).problems.map(({ clock }) => clock);
    expect(clocks).toEqual(clocks.toSorted((a, b) => a - b));
    expect(Math.max(...clocks)).toBeLessThan(NOW / 1000);
  });
});
