import { expect, test } from '@jest/globals';
import { readEnvironment } from './environment.ts';

test('an empty environment has its defaults', () => {
  expect(readEnvironment({ PORT: '', HOST: '' })).toEqual({
    config: 'tributary.yaml',
    stateRoot: '.tributary',
    host: '127.0.0.1',
    port: 4000,
    logLevel: undefined,
    redisUrl: undefined,
    coalesce: undefined,
  });
});

test('everything can be said', () => {
  expect(
    readEnvironment({
      TRIBUTARY_CONFIG: 'a',
      TRIBUTARY_STATE: 'b',
      HOST: '::',
      PORT: '0',
      LOG_LEVEL: 'debug',
      REDIS_URL: 'redis://c',
      TRIBUTARY_COALESCE: 'false',
    }),
  ).toEqual({
    config: 'a',
    stateRoot: 'b',
    host: '::',
    port: 0,
    logLevel: 'debug',
    redisUrl: 'redis://c',
    coalesce: false,
  });
});

test('all faults are told at once', () => {
  expect(() => readEnvironment({ PORT: '70000', LOG_LEVEL: 'loud', TRIBUTARY_COALESCE: 'off' })).toThrow(
    /^`PORT` must be .*"70000"\.\n`LOG_LEVEL` must be .*"loud"\.\n`TRIBUTARY_COALESCE` must be .*"off"\.$/,
  );
});

test('a wrong address of Redis is not shown: it may hold a password', () => {
  expect(() => readEnvironment({ REDIS_URL: 'http://:secret@a' })).toThrow(
    /^`REDIS_URL` must be a URL of redis: or rediss:, but got another one\.$/,
  );
});
