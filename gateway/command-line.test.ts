import { expect, test } from '@jest/globals';
import { readCommandLine } from './command-line.ts';

test('nothing needs to be said', () => {
  expect(readCommandLine([])).toEqual({ supergraph: undefined, port: undefined });
});

test('a supergraph and a port', () => {
  expect(readCommandLine(['--supergraph', 'a.graphql', '--port=0'])).toEqual({
    supergraph: 'a.graphql',
    port: 0,
  });
});

test.each([
  [['--port', '70000'], /^`--port` must be between 0 and 65535, but got: "70000"\.$/],
  [['--port', 'x'], /"x"/],
  [['--supergraph', ''], /must be a URL or a file/],
  [['--subgraph', 'a'], /--supergraph URL\|FILE and --port N/],
])('%j is refused', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(message);
});
