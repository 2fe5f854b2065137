/** docs/guides/write-an-adapter.md, followed to the letter in a copy of the project: every command, every change. But for the port. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { FollowedCopy, freePort, stepsOf } from '../guides/followed-copy.ts';

jest.setTimeout(300_000);

const SUBGRAPH_PORT = '4101';
const steps = stepsOf('docs/guides/write-an-adapter.md', 'sh|sh \\S+|diff');
const copy = new FollowedCopy();
let port: string;

beforeAll(async () => {
  port = await freePort();
});
afterAll(() => copy.close());

test('the guide has the steps that are followed here', () => {
  const kinds = ['sh', 'sh second-terminal', 'sh third-terminal', 'sh', 'diff', 'sh', 'sh'];
  expect(steps.map(({ kind }) => kind)).toEqual(kinds);
});

test('whoever follows it gets what it says', async () => {
  const environment = { PORT: port };
  const said: string[] = [];
  for (const { kind, code } of steps) {
    if (kind === 'sh') said.push(await copy.run(code.replaceAll(SUBGRAPH_PORT, port), environment));
    else if (kind === 'diff') await copy.run('git apply -', environment, code);
    else await copy.serve(code, environment);
  }
  expect(said[0]).toContain('Every step passed.');
  expect(said[1]).toMatch(/\d+ laws held, 0 breached/);
  expect(said.at(-1)).toContain('Every step passed.');
});
