import { describe, expect, test } from '@jest/globals';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { Page } from '#schema/ports/page.ts';
import type { AlarmFilter, Scope } from '#schema/types/faults.ts';
import { MOST_RECENT } from './recent-objects.ts';
import { alarm, all, open } from './testing/open-live-alarms.ts';

const tokens = (page: Page<AlarmRecord> | undefined): string[] =>
  (page?.items ?? []).map(({ id }) => id.replace('zabbix-west/', '')).sort();

describe('synchronisation', () => {
  test('before the first one nothing is known: not none', () => {
    const { live } = open();
    live.lost();
    live.resynchronising();
    live.upsert([alarm('a', null, null)]);
    expect(live.state).toBe('INITIALISING');
    const unknown = expect.objectContaining({
      code: 'NOT_SYNCHRONISED',
      retryable: true,
      source: 'zabbix-west',
    });
    expect(() => live.list(all)).toThrow(unknown);
    expect(() => live.listOf(['a/b'], { ...all, scope: 'SELF' })).toThrow(unknown);
    expect(() => live.summary(null)).toThrow(unknown);
    expect(() => live.summariesOf(['a/b'], 'SELF')).toThrow(unknown);
    expect(live.faultSource()).toEqual({
      source: 'zabbix-west',
      region: 'west',
      syncState: 'INITIALISING',
      lastHeardAt: null,
      openAlarms: null,
      unresolvedObjects: null,
      pendingObjects: null,
    });
  });

  test('what is not in a resynchronisation is gone', () => {
    const { live } = open();
    live.replace([
      alarm('a', null, null),
      alarm('b', null, null),
      alarm('c', null, null, { state: 'CLEARED' }),
    ]);
    expect(tokens(live.list(all))).toEqual(['a', 'b']);
    live.replace([alarm('b', null, null), alarm('d', null, null)]);
    expect(tokens(live.list(all))).toEqual(['b', 'd']);
    live.upsert([alarm('b', null, null, { state: 'CLEARED' })]);
    expect([...live.ids()]).toEqual(['zabbix-west/d']);
    expect(live.get('zabbix-west/b')).toBeNull();
    live.replace([]);
    expect(live.list(all)).toMatchObject({ items: [], complete: true });
    expect(live.faultSource()).toMatchObject({ syncState: 'IN_SYNC', openAlarms: 0, unresolvedObjects: 0 });
  });

  test('without contact the last known alarms stay, and are not complete', async () => {
    const { live } = open();
    live.replace([alarm('a', null, null)]);
    expect(live.summary(null)).toMatchObject({ major: 1, worst: 'MAJOR', complete: true });
    for (const [leave, state] of [
      [() => live.lost(), 'LOST'],
      [() => live.resynchronising(), 'RESYNCHRONISING'],
      [() => live.heard(), 'RESYNCHRONISING'],
    ] as const) {
      leave();
      expect(live.faultSource()).toMatchObject({ syncState: state, openAlarms: 1 });
      const page = live.list(all);
      expect([tokens(page), page.complete, await page.totalCount()]).toEqual([['a'], false, null]);
      expect(live.summary(null)).toMatchObject({ major: 1, worst: 'MAJOR', complete: false });
      expect(live.isComplete(null)).toBe(false);
    }
    live.replace([]);
    expect(live.list(all).complete).toBe(true);
  });
});

describe('places', () => {
  test('an alarm is on its object, else on its element only where the source names no object', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', ['sql/s'], 'north');
    binder.bind('p', 'sql/p', ['sql/d', 'sql/s'], null);
    const records = [
      alarm('1', 'p', 'd'),
      alarm('2', 'unknown', 'd'),
      alarm('3', null, 'd'),
      alarm('4', 'd', 'd'),
      alarm('5', 'unknown', 'unknown too'),
      alarm('6', 'p', null),
    ].map((one) => live.complete(one));
    expect(records.map((one) => [one.alarmedObject?.id, one.managedElement?.id, one.region])).toEqual([
      ['sql/p', 'sql/d', 'north'],
      [undefined, 'sql/d', 'north'],
      ['sql/d', 'sql/d', 'north'],
      ['sql/d', 'sql/d', 'north'],
      [undefined, undefined, 'west'],
      ['sql/p', undefined, 'west'],
    ]);
    expect(open(['west', 'east']).live.complete(alarm('7', null, null)).region).toBeNull();
  });

  test('questions about a resource find the alarms on it and inside it', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', ['sql/s']);
    binder.bind('p', 'sql/p', ['sql/d', 'sql/s']);
    live.replace([alarm('port', 'p', 'd'), alarm('fan', 'unknown', 'd'), alarm('device', null, 'd')]);
    const of = (id: string, scope: Scope): string[] => tokens(live.listOf([id], { ...all, scope })[0]);
    expect(of('sql/d', 'SELF')).toEqual(['device']);
    expect(of('sql/p', 'SELF')).toEqual(['port']);
    expect(of('sql/d', 'CONTAINED')).toEqual(['device', 'fan', 'port']);
    expect(of('sql/s', 'CONTAINED')).toEqual(['device', 'fan', 'port']);
    expect(of('sql/s', 'SELF')).toEqual([]);
    expect(of('sql/other', 'CONTAINED')).toEqual([]);
    expect(live.summariesOf(['sql/s', 'sql/p'], 'CONTAINED').map(({ major }) => major)).toEqual([3, 1]);
    expect(tokens(live.list({ ...all, filter: { objectResolved: false } }))).toEqual(['fan']);
    expect(live.faultSource().unresolvedObjects).toBe(1);
  });

  test('a part that the inventory has put somewhere else takes its alarms along; a link that ends here stays', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', ['sql/s']);
    binder.bind('p', 'sql/p', ['sql/d', 'sql/s']);
    binder.bind('l', 'sql/l', []);
    for (const part of ['p', 'fan']) binder.parts.add(`${part} in d`);
    live.replace([alarm('port', 'p', 'd'), alarm('fan', 'fan', 'd'), alarm('link', 'l', 'd')]);
    const of = (id: string): string[] => tokens(live.listOf([id], { ...all, scope: 'CONTAINED' })[0]);
    const within = (id: string): string[] => tokens(live.list({ ...all, filter: { within: [id] } }));
    expect(of('sql/d')).toEqual(['fan', 'link', 'port']);
    binder.bind('p', 'sql/p', ['sql/d2', 'sql/s2']);
    for (const ask of [of, within]) {
      expect(ask('sql/d')).toEqual(['fan', 'link']);
      expect(ask('sql/s')).toEqual(['fan', 'link']);
      expect(ask('sql/d2')).toEqual(['port']);
    }
    expect(live.summariesOf(['sql/d', 'sql/d2'], 'CONTAINED').map(({ major }) => major)).toEqual([2, 1]);
    binder.bind('p', 'sql/p', []);
    expect(of('sql/d')).toEqual(['fan', 'link', 'port']);
  });

  test('a binding that is made later is seen at once, and a record is made once per binding', () => {
    const { live, binder } = open();
    binder.states.set('d', 'PENDING');
    live.replace([alarm('a', null, 'd')]);
    expect(live.get('zabbix-west/a')).toBe(live.get('zabbix-west/a'));
    expect(live.listOf(['sql/d'], { ...all, scope: 'SELF' })[0]).toMatchObject({
      items: [],
      complete: false,
    });
    expect(live.summariesOf(['sql/d'], 'CONTAINED')).toMatchObject([
      { major: 0, worst: null, complete: false },
    ]);
    binder.bind('d', 'sql/d');
    expect(live.listOf(['sql/d'], { ...all, scope: 'SELF' })[0]).toMatchObject({
      items: [{ alarmedObject: { id: 'sql/d' } }],
      complete: true,
    });
  });

  test('only questions that depend on places are incomplete while objects of open alarms are looked up', () => {
    const { live, binder } = open();
    binder.states.set('d', 'PENDING');
    live.replace([alarm('a', null, 'd'), alarm('b', null, 'd')]);
    expect(live.faultSource()).toMatchObject({ unresolvedObjects: 0, pendingObjects: 1 });
    for (const [filter, complete] of [
      [null, true],
      [{ text: 'x' }, true],
      [{ within: ['sql/s'] }, false],
      [{ region: ['west'] }, false],
      [{ alarmedObject: ['sql/d'] }, false],
      [{ objectResolved: true }, false],
    ] satisfies [AlarmFilter | null, boolean][]) {
      expect(live.list({ ...all, filter }).complete).toBe(complete);
      expect(live.summary(filter).complete).toBe(complete);
    }
    live.replace([alarm('b', null, 'other')]);
    expect(binder.pending).toBe(1);
    expect(live.summary({ within: ['sql/s'] }).complete).toBe(true);
  });

  test('while nobody can say where a resource is, what is inside another is not wholly known', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', null);
    live.replace([alarm('a', null, 'd')]);
    const [self, contained] = (['SELF', 'CONTAINED'] as const).map(
      (scope) => live.summariesOf(['sql/s'], scope)[0],
    );
    expect(self).toMatchObject({ complete: true });
    expect(contained).toMatchObject({ worst: null, complete: false });
    expect(live.summary({ alarmedObject: ['sql/d'] }).complete).toBe(true);
    expect(live.list({ ...all, filter: { within: ['sql/s'] } }).complete).toBe(false);
    binder.bind('d', 'sql/d', ['sql/s']);
    expect(live.summariesOf(['sql/s'], 'CONTAINED')[0]).toMatchObject({
      worst: 'MAJOR',
      complete: true,
    });
  });
});

describe('whose places are read again often', () => {
  test('of open alarms, of those that are over, and of those that somebody reads', () => {
    const { live, binder } = open();
    live.replace([alarm('a', 'p1', 'd1'), alarm('b', 'p2', 'd2'), alarm('c', null, 'd3')]);
    expect(new Set(binder.attended)).toEqual(new Set(['d1', 'p1', 'd2', 'p2', 'd3']));
    live.remove(['zabbix-west/a']);
    live.upsert([alarm('c', null, 'd3', { state: 'CLEARED' })]);
    live.replace([]);
    live.complete(alarm('old', 'p9', 'd9', { state: 'CLEARED' }));
    expect(binder.attended).toEqual(['d1', 'p1', 'd3', 'd2', 'p2', 'd9', 'p9']);
  });

  test('of so many of the others that it costs little', () => {
    const { live, binder } = open();
    for (let n = 0; n < 2 * MOST_RECENT; n++)
      live.complete(alarm(`a${n}`, null, `d${n}`, { state: 'CLEARED' }));
    live.complete(alarm('again', null, `d${MOST_RECENT}`, { state: 'CLEARED' }));
    live.complete(alarm('new', null, 'new', { state: 'CLEARED' }));
    expect(binder.attended.length).toBe(MOST_RECENT);
    expect(binder.attended.slice(-2)).toEqual([`d${MOST_RECENT}`, 'new']);
    expect(binder.attended[0]).toBe(`d${MOST_RECENT + 2}`);
  });
});
