/** The README does not lie: its questions, asked of the embedded estate in its order, get its answers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { type Estate, startEstate } from './main.ts';
import { untilInSync } from './until-in-sync.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const questions = [
  ...readme.matchAll(/```graphql\n([^]*?)```\s*<!-- prettier-ignore -->\s*```json\n([^]*?)```/g),
];
const state = mkdtempSync(join(tmpdir(), 'readme-'));
let estate: Estate;

beforeAll(async () => {
  estate = await startEstate({ host: '127.0.0.1', port: 0, stateRoot: state, log: createLog('silent') });
  await untilInSync(estate.url);
}, 60_000);
afterAll(async () => {
  await estate.close();
  rmSync(state, { recursive: true });
});

test('its questions get its answers', async () => {
  expect(questions).toHaveLength(3);
  for (const [, query, answer = ''] of questions) {
    const response = await fetch(`${estate.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    expect({ data }).toEqual(JSON.parse(answer));
  }
});
