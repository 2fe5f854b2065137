import { expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { addHooks } from './hooks.ts';

test('a hook gets the body as it came, and what is too long is refused unread', async () => {
  const received: string[] = [];
  const app = Fastify();
  addHooks(app, [
    {
      name: 'changes',
      maxBytes: 20,
      receive(headers, body) {
        received.push(Buffer.from(body).toString('utf8'));
        return headers['x-proof'] === 'yes';
      },
    },
  ]);
  const send = async (payload: string, proof: string, type = 'application/json') => {
    const headers = { 'content-type': type, 'x-proof': proof };
    return (await app.inject({ method: 'POST', url: '/hooks/changes', headers, payload })).statusCode;
  };
  expect(await send('{ "a":  1 }', 'yes')).toBe(204);
  expect(await send('not json', 'yes', 'text/plain')).toBe(204);
  expect(await send('{}', 'no')).toBe(403);
  expect(await send('x'.repeat(21), 'yes')).toBe(413);
  expect(received).toEqual(['{ "a":  1 }', 'not json', '{}']);
  expect((await app.inject({ method: 'POST', url: '/hooks/others', payload: '' })).statusCode).toBe(404);
  expect((await app.inject({ method: 'GET', url: '/hooks/changes' })).statusCode).toBe(404);
  await app.close();
});
