import { connect } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { serveLight } from './light-http.ts';
import { COUNTS_PATH, answerFromMemory } from './memory.ts';
import { NUMBER_STAMPS, TEXT_MARK, Template, stampable, unstamp } from './stamp.ts';

describe('a stamp', () => {
  const body = JSON.stringify({ a: `x ${TEXT_MARK}`, b: stampable(42), c: [`${TEXT_MARK}`], d: 7 });
  const template = new Template('', body);

  test.each([1, 12_345_678, NUMBER_STAMPS + 3])('is put where the marks are, and read again: %d', (stamp) => {
    const stamped = template.stamped(stamp).toString();
    expect(stamped).toHaveLength(body.length);
    expect(unstamp(stamped)).toEqual({
      text: body,
      inTexts: new Set([stamp]),
      inNumbers: new Set([stamp % NUMBER_STAMPS]),
    });
  });

  test('is not found in what has none', () => {
    const plain = '{"a":"#123","b":1234567890,"c":12345678}';
    expect(unstamp(plain)).toEqual({ text: plain, inTexts: new Set(), inNumbers: new Set() });
  });

  test('has no room beside a number of five digits', () => {
    expect(() => stampable(10_000)).toThrow('between 0 and 9999');
  });
});

describe('upstreams', () => {
  const asked: unknown[] = [];
  const running = serveLight(
    answerFromMemory((path, request) => {
      asked.push(request);
      return { data: { path, said: `${request.query} ${TEXT_MARK}` } };
    }),
  );
  afterAll(async () => (await running).close());

  async function ask(path: string, query: string): Promise<unknown> {
    const answer = await fetch((await running).url + path, {
      method: 'POST',
      body: JSON.stringify({ query }),
    });
    return answer.json();
  }

  test('work an answer out once, and give it another stamp each time', async () => {
    expect([await ask('/a', 'älter'), await ask('/a', 'älter'), await ask('/b', 'älter')]).toEqual([
      { data: { path: '/a', said: 'älter #00000001' } },
      { data: { path: '/a', said: 'älter #00000002' } },
      { data: { path: '/b', said: 'älter #00000003' } },
    ]);
    expect(asked).toHaveLength(2);
    expect(await ask(COUNTS_PATH, '')).toEqual({ stamp: 3, byPath: { '/a': 2, '/b': 1 } });
  });

  test('read requests in any pieces, in chunks, and several at once, and answer in order', async () => {
    const head = (more: string): string => `POST /c HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`;
    const body = (query: string): string => JSON.stringify({ query });
    const chunks = [...body('second')].map((letter) => `1\r\n${letter}\r\n`).join('');
    const sent = [
      `${head(`content-length: ${body('first').length}`)}${body('first')}`,
      `${head('Transfer-Encoding: chunked')}${chunks}0\r\n\r\n`,
      `${head(`Content-Length: ${body('third').length}`)}${body('third')}`,
    ].join('');
    const { port } = new URL((await running).url);
    const socket = connect(Number(port), '127.0.0.1');
    for (let at = 0; at < sent.length; at += 7) socket.write(sent.slice(at, at + 7));
    let said = '';
    for await (const chunk of socket) {
      said += String(chunk);
      if (said.includes('third #')) break;
    }
    expect([...said.matchAll(/"said":"(\w+)/g)].map(([, word]) => word)).toEqual([
      'first',
      'second',
      'third',
    ]);
  });
});
