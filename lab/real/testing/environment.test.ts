import { expect, test } from '@jest/globals';
import { realEnvironment } from './environment.ts';

test('without the real systems a test fails, and says how to start them', () => {
  expect(() => realEnvironment({ ZABBIX_TOKEN: 'x' })).toThrow(
    /must say where the real systems are, but got: no LEGACY_PG_URL, .*\nStart them with `lab\/real\/real\.sh up`/,
  );
});
