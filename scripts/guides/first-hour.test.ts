/**
 * docs/guides/first-hour.md, followed to the letter in a copy of the project: every command, every file, every question and its
 * answer. But for the ports, and for `npm ci`. What takes a moment is looked at again until it is as the guide says.
 */
import { appendFileSync, copyFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { FollowedCopy, type Step, freePort, stepsOf } from './followed-copy.ts';

jest.setTimeout(180_000);

const PATIENCE_MS = 30_000;
const INSTANT = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;
const steps = stepsOf('docs/guides/first-hour.md', 'sh|sh \\S+|yaml \\S+|yaml append \\S+|graphql|json|text');
const copy = new FollowedCopy();
/** By the port that the guide says. */
const ports = new Map<string, string>();
const terminals = new Map<string, () => Promise<void>>();

beforeAll(async () => {
  for (const port of ['4000', '4101', '4201', '4202']) ports.set(port, await freePort());
});
afterAll(() => copy.close());

const here = (code: string): string =>
  [...ports].reduce((text, [port, free]) => text.replaceAll(port, free), code.replace('npm ci && ', ''));

function environmentFor(code: string): { PORT: string } {
  return { PORT: ports.get(code.includes('npm run subgraph') ? '4101' : '4000') ?? '' };
}

/** Until it is as expected, or it never is. Whoever is asked too early may refuse. */
async function seen<T>(look: () => Promise<T>, expected: (value: T) => void): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; ; await pause(200)) {
    try {
      return expected(await look());
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

async function ask(query: string): Promise<{ data: Record<string, unknown> | null; errors?: unknown }> {
  const response = await fetch(`http://127.0.0.1:${ports.get('4000')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: Record<string, unknown> | null; errors?: unknown };
}

/** The file appears whole, as the guide asks for. */
function write(file: string, code: string, append: boolean): void {
  const path = join(copy.folder, file);
  const next = `${path}.next`;
  if (append) copyFileSync(path, next);
  else writeFileSync(next, '');
  appendFileSync(next, here(code));
  renameSync(next, path);
}

async function inTerminal(kind: string, code: string): Promise<void> {
  await terminals.get(kind)?.();
  terminals.set(kind, await copy.serve(here(code), environmentFor(code)));
}

async function follow({ kind, code }: Step, next: Step | undefined): Promise<void> {
  const [tool = '', ...words] = kind.split(' ');
  if (tool === 'yaml') write(words.at(-1) ?? '', code, words[0] === 'append');
  else if (tool === 'sh' && words.length > 0) await inTerminal(kind, code);
  else if (tool === 'sh') {
    const look = () => copy.run(here(code), environmentFor(code));
    if (next?.kind !== 'text') said.push(await look());
    else
      await seen(look, (out) =>
        expect(out.replaceAll(INSTANT, '@')).toContain(next.code.replaceAll(INSTANT, '@')),
      );
  } else if (tool === 'graphql') {
    await seen(
      () => ask(code),
      ({ data, errors }) => {
        expect(errors).toBeUndefined();
        if (next?.kind === 'json') expect({ data }).toEqual(JSON.parse(next.code));
        else expect(data).toMatchObject({ alarms: { complete: true } });
      },
    );
  }
}

const said: string[] = [];

test('whoever follows it gets what it says', async () => {
  for (const [i, step] of steps.entries()) await follow(step, steps[i + 1]);
  expect(said.some((out) => out.includes('"ready":true') && out.includes('"missing":[]'))).toBe(true);
  expect(said.at(-1)).toMatch(/\d+ laws held, 0 breached/);
});

test('nothing in it is passed over: every block is of a kind that is followed', () => {
  expect(stepsOf('docs/guides/first-hour.md', '[^\\n]*').length).toBe(steps.length);
});
