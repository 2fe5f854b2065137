import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { listenFault } from './listen-fault.ts';

async function failure(host: string, port: number): Promise<unknown> {
  const server = createServer();
  const failed = once(server, 'error');
  server.listen(port, host);
  const [error] = (await failed) as [unknown];
  return error;
}

test('a port that somebody has', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(listenFault(await failure('127.0.0.1', port))).toBe(
    `\`PORT\` must be free, but somebody listens on it already: 127.0.0.1:${port}. Set PORT to another one.`,
  );
  other.close();
});

test('an address of another machine', async () => {
  expect(listenFault(await failure('192.0.2.1', 0))).toBe(
    '`HOST` must be an address of this machine, but got: 192.0.2.1.',
  );
});

test('a name that nobody knows, a port that is kept for others', () => {
  const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', hostname: 'no.such.host' });
  expect(listenFault(unknown)).toContain('no.such.host, which is not known');
  const kept = Object.assign(new Error('listen'), { code: 'EACCES', port: 80 });
  expect(listenFault(kept)).toContain('but got: 80');
});

test('anything else is none', () => {
  expect(listenFault(Object.assign(new Error('open'), { code: 'EACCES' }))).toBeNull();
  expect(listenFault(new Error('other'))).toBeNull();
  expect(listenFault('text')).toBeNull();
});
