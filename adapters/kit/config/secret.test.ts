import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import pino from 'pino';
import * as z from 'zod';
import { withConfigContext } from './context.ts';
import { secretOption } from './secret-option.ts';
import { Secret } from './secret.ts';
import { redactUrl } from './url.ts';

const value = 'hunter2-hunter2';
const secret = new Secret(value);

describe('A secret', () => {
  test.each<[string, () => string]>([
    ['a text', () => String(secret)],
    ['a template', () => `${secret as unknown as string}`],
    ['a sum', () => '' + (secret as unknown as string)],
    ['JSON', () => JSON.stringify({ deep: [secret] })],
    ['inspect', () => inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
    ['format', () => format('%s %o %O %j', secret, secret, secret, { secret })],
    ['entries', () => JSON.stringify([Object.entries(secret), { ...secret }])],
    ['an error', () => inspect(Object.assign(new Error(`of ${String(secret)}`), { secret }))],
    ['a clone', () => inspect(structuredClone(secret))],
    ['a failed assertion', () => inspect(new Secret(value).reveal.toString())],
  ])('does not show in %s', (_, print) => expect(print()).not.toContain(value));

  test('does not show in a log', () => {
    let written = '';
    const sink = new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    });
    pino(sink).info({ secret, options: { token: secret } }, 'connected with %s', secret);
    expect(written).toContain('"token":"[secret]"');
    expect(written).not.toContain(value);
  });

  test('is revealed when asked', () => expect(secret.reveal()).toBe(value));

  test('does not show where its schema refuses a value', () => {
    const result = z.strictObject({ a: secretOption }).safeParse({ a: value });
    expect(inspect(result, { depth: 9 })).not.toContain(value);
  });

  test('keeps inner line breaks and blanks of an environment variable', () => {
    const context = { env: { PEM: 'a\nb ' }, configDir: '/', opened: true };
    const parsed = withConfigContext(context, () => secretOption.parse({ env: 'PEM' }));
    expect(parsed.reveal()).toBe('a\nb ');
  });
});

test.each([
  ['postgres://app:pw@db:5432/x', 'postgres://[secret]@db:5432/x'],
  ['postgres://app:p@ss@db/x', 'postgres://[secret]@db/x'],
  [
    'could not reach http://u@h/ or mysql://a:b@c',
    'could not reach http://[secret]@h/ or mysql://[secret]@c',
  ],
  ['http://h/p?user=1&token=abc&x=2', 'http://h/p?user=1&token=[secret]&x=2'],
  ['http://h/a@b', 'http://h/a@b'],
  ['mail me@example.net', 'mail me@example.net'],
])('redactUrl(%j)', (text, expected) => expect(redactUrl(text)).toBe(expected));
