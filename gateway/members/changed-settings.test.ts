import { expect, test } from '@jest/globals';
import { changedSettings } from './changed-settings.ts';

test('settings are named, two levels deep, and never shown', () => {
  const settings = () => ({
    name: 'a',
    timeoutMs: 1,
    options: { url: 'x', tags: { a: 1 } },
    regions: ['w'],
  });
  const before = settings();
  const after = { name: 'a', regions: ['w'], options: { tags: { a: 2 }, token: 't', url: 'y' } };
  expect(changedSettings(before, after)).toEqual([
    'timeoutMs',
    'options.url',
    'options.tags',
    'options.token',
  ]);
  expect(changedSettings(before, settings())).toEqual([]);
});

test('what has no parts has no names', () => {
  expect(changedSettings([1], [2])).toEqual(['settings']);
  expect(changedSettings([1], [1])).toEqual([]);
});
