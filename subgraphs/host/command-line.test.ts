import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from './command-line.ts';

test('options go before the environment, and that before the defaults', () => {
  expect(readCommandLine(['--source', 'west'], {})).toEqual({
    source: 'west',
    config: 'tributary.yaml',
    graph: null,
    state: '.tributary',
    host: '127.0.0.1',
    port: 4101,
    logLevel: 'info',
  });
  const env = { TRIBUTARY_CONFIG: 'a.yaml', TRIBUTARY_GRAPH: 'http://a/graphql', PORT: '0', HOST: '::1' };
  expect(readCommandLine(['--source', 'west'], env)).toMatchObject({
    config: 'a.yaml',
    graph: 'http://a/graphql',
    port: 0,
    host: '::1',
  });
  expect(
    readCommandLine(['--source', 'west', '--config', 'b.yaml', '--graph', 'https://b/graphql'], env),
  ).toMatchObject({ config: 'b.yaml', graph: 'https://b/graphql' });
});

describe('refused with the rule', () => {
  test.each([
    [[], {}, /`--source` must name a source/],
    [['--sorce', 'west'], {}, /--sorce/],
    [['--source', 'west', '--graph', 'ftp://x'], {}, /must be http or https/],
    [['--source', 'west'], { PORT: '70000' }, /PORT must be between 0 and 65535, but got: "70000"/],
    [['--source', 'west'], { PORT: '-1' }, /PORT/],
    [['--source', 'west'], { LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
  ])('%j %j', (args, env, message) => {
    expect(() => readCommandLine(args, env)).toThrow(message);
  });
});
