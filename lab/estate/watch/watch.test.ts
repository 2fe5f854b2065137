import { describe, expect, test } from '@jest/globals';
import { NETWORK, networkOf } from '../network/network.ts';
import { isWatched, watchedBy } from './hosts.ts';
import { routineOf } from './routine.ts';
import { BROKEN_TRUNK, standingOf } from './standing.ts';

const MANAGERS = ['west', 'east'] as const;
const all = MANAGERS.flatMap((manager) => standingOf(NETWORK, manager));
const open = all.filter(({ episodes }) => episodes.some(({ ended }) => ended === undefined));

describe('what the fault managers watch', () => {
  test.each(MANAGERS)(
    'the one of the %s: its devices once each, but for some, and two that nobody knows',
    (manager) => {
      const watched = watchedBy(manager, NETWORK);
      const names = watched.map(({ host }) => host.host);
      expect(new Set(names).size).toBe(names.length);
      expect(watched.filter(({ device }) => device === null)).toHaveLength(2);
      const own = NETWORK.devices.filter(({ site }) => site.manager === manager);
      expect(watched.length).toBe(own.filter(isWatched).length + 2);
      expect(own.every(isWatched)).toBe(false);
    },
  );

  test('no host has a name as the inventory writes it, but for one core-1', () => {
    const names = NETWORK.devices.map(({ name }) => name);
    const hosts = MANAGERS.flatMap((manager) => watchedBy(manager, NETWORK)).map(({ host }) => host.host);
    expect(hosts.filter((host) => names.includes(host))).toEqual(['core-1']);
  });
});

describe('what is wrong', () => {
  test('is 40 to 80 problems of every severity, few of them critical, some of them over, none twice', () => {
    expect(open.length).toBeGreaterThanOrEqual(40);
    expect(open.length).toBeLessThanOrEqual(80);
    expect(new Set(open.map(({ severity }) => severity))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(open.filter(({ severity }) => severity === 5).length).toBeLessThanOrEqual(5);
    const ended = all.flatMap(({ episodes }) => episodes).filter((episode) => episode.ended !== undefined);
    expect(ended.length).toBeGreaterThanOrEqual(5);
    const keys = all.map(({ on, text, port, circuit }) => [on, text, port, circuit].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is on things that exist', () => {
    const circuits = new Set(NETWORK.links.map(({ circuit }) => circuit));
    const ports = new Set(NETWORK.ports.map(({ key }) => key));
    for (const { circuit, port, on } of all) {
      if (circuit !== undefined) expect(circuits).toContain(circuit);
      if (port !== undefined) expect(ports).toContain(`${on}:${port}`);
    }
  });

  test('is told by both managers of one trunk', () => {
    const on = all.filter(({ circuit }) => circuit === BROKEN_TRUNK);
    expect(on.map(({ manager, text }) => `${manager}: ${text}`)).toEqual([
      'west: Trunk to Frankfurt am Main is down',
      'east: Trunk to Paris is down',
    ]);
  });

  test('is always the same', () => {
    expect(standingOf(networkOf(), 'west')).toEqual(standingOf(NETWORK, 'west'));
  });

  test('is as much as is asked for', () => {
    const many = routineOf(NETWORK, 'east', 300);
    expect(many).toHaveLength(300);
    expect(
      many.every(({ on }) => NETWORK.devices.some(({ key, site }) => key === on && site.manager === 'east')),
    ).toBe(true);
  });
});
