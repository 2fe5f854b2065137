/** The tour holds what it claims, and says where a claim does not hold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { type Estate, startEstate } from '../main.ts';
import { type RunningEstate, runningEstate } from '../scenarios/running-estate.ts';
import { untilInSync } from '../until-in-sync.ts';
import { ClaimError } from './claim.ts';
import { tour } from './tour.ts';

jest.setTimeout(300_000);
const stateRoot = mkdtempSync(join(tmpdir(), 'tour-'));
let estate: Estate;
let running: RunningEstate;

beforeAll(async () => {
  estate = await startEstate({ host: '127.0.0.1', port: 0, stateRoot, log: createLog('silent') });
  await untilInSync(estate.url);
  running = await runningEstate(stateRoot);
});
afterAll(async () => {
  await estate.close();
  rmSync(stateRoot, { recursive: true });
});

test('every claim holds', async () => {
  const told: string[] = [];
  await tour(running, (text) => told.push(text));
  expect(told.at(-1)).toContain('Every claim holds');
  expect(told.filter((text) => /^\n\d\/8 /.test(text))).toHaveLength(8);
});

test('where the estate does not do what it says, the tour says which claim fails', async () => {
  const idle: RunningEstate = {
    ...running,
    play: async (name) => (name === 'rename' ? running.play('fibre-cut') : running.play(name)),
  };
  const error: unknown = await tour(idle, () => undefined, 5000).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ClaimError);
  expect(String(error)).toContain('The new name must come about');
});
