import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { pino } from 'pino';
import { request } from 'undici';
import { supergraphText } from '#schema/contracts.ts';
import { openSupergraph } from '../supergraph/supergraph.ts';
import { type TestGateway, startTestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway([]);
});

afterAll(() => gateway.close());

test('the page and all that it loads come from here', async () => {
  const page = await request(`${gateway.url}/`);
  const html = await page.body.text();
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
  expect(links.length).toBeGreaterThan(5);
  for (const link of links.filter((link) => link !== 'data:,')) {
    expect(link).toMatch(/^\/graphiql\//);
    const { statusCode, headers, body } = await request(gateway.url + link);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toMatch(
      link.endsWith('.css') ? /^text\/css/ : /^(text|application)\/javascript/,
    );
    expect((await body.text()).length).toBeGreaterThan(10);
  }
});

test('nothing in it runs texts as code, as the policy forbids', () => {
  expect(
    readFileSync(new URL('../../node_modules/graphiql/graphiql.min.js', import.meta.url), 'utf8'),
  ).not.toMatch(/new Function\(|\beval\(/);
});

test('its example can be asked', async () => {
  const script = readFileSync(new URL('./graphiql/start.js', import.meta.url), 'utf8');
  const example = /EXAMPLE = `([^`]+)`/.exec(script)?.[1] ?? '';
  const supergraph = await openSupergraph(supergraphText(), pino({ level: 'silent' }));
  expect(validate(supergraph.current.apiSchema, parse(example))).toEqual([]);
  await supergraph.stop();
});
