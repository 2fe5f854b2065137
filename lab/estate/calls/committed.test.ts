import { describe, expect, test } from '@jest/globals';
import { differences, remedy } from './committed.ts';

const BEFORE = { noc: { west: 3, fm: 0 }, site: { west: 1 } };

describe('what has changed is named', () => {
  test.each([
    [
      'dearer',
      { ...BEFORE, noc: { west: 4, fm: 0 } },
      ['noc: west was sent 3 calls, and is sent 4 calls now.'],
    ],
    ['cheaper', { ...BEFORE, site: { west: 0 } }, ['site: west was sent 1 call, and is sent 0 calls now.']],
    [
      'another source',
      { ...BEFORE, noc: { west: 3, fm: 0, east: 1 } },
      ['noc: east was not asked, and is sent 1 call now.'],
    ],
    [
      'a source less, also one that had nothing to do',
      { ...BEFORE, noc: { west: 3 } },
      ['noc: fm was sent 0 calls, and is not asked now.'],
    ],
    ['a new query', { ...BEFORE, link: { west: 1 } }, ['link is not in upstream-calls.json.']],
    [
      'a query that is gone',
      { noc: BEFORE.noc },
      ['site is in upstream-calls.json, but no such query is asked.'],
    ],
    ['nothing', { site: BEFORE.site, noc: { fm: 0, west: 3 } }, []],
  ])('%s', (_, now, expected) => {
    expect(differences(BEFORE, now)).toEqual(expected);
  });

  test('with the command that writes it down', () => {
    expect(remedy(['noc: west'])).toContain('`npm run upstream-calls -- --write`');
  });
});
