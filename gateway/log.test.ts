import { expect, test } from '@jest/globals';
import { isoTime } from './log.ts';

test('times are those of Date', () => {
  const start = Date.UTC(2026, 1, 28, 23, 59, 59, 998);
  for (const now of [start, start + 1, start + 2, start + 1002, start, 0, 7])
    expect(isoTime(now)).toBe(new Date(now).toISOString());
});
