import { beforeEach, expect, test } from '@jest/globals';
import { TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { Member } from '#schema/ports/member.ts';
import { within } from '#lab/real/testing/within.ts';
import { keptLog } from '../testing/edited-file.ts';
import { MemberDirectory } from './directory.ts';
import type { Party, Wanted } from './party.ts';
import { Roster } from './roster.ts';

const PATIENCE_MS = 20_000;
const NEVER_MS = 3_600_000;
const UP: SourceStatus = { state: 'UP', version: null, asOf: null, stale: false, error: null };
const { signal } = new AbortController();

let directory: MemberDirectory;
let kept: ReturnType<typeof keptLog>;
/** What happened to parties, in order. */
let events: string[];
/** What the next opening says. */
let fault: Error | null;

beforeEach(() => {
  directory = new MemberDirectory();
  kept = keptLog('debug');
  events = [];
  fault = null;
});

function partyOf(source: string, version: unknown): Party {
  const name = `${source} ${String(version)}`;
  const member: Member = {
    domain: 'faults',
    source,
    role: 'ENUMERATES',
    contributes: {},
    regions: [],
    execute: async () => ({ data: { by: name } }),
  };
  return {
    source,
    members: [member],
    status: () => UP,
    start: async () => void events.push(`start ${name}`),
    close: async () => void events.push(`close ${name}`),
  };
}

function rosterOf(drainMs = NEVER_MS): Roster<Wanted> {
  const parties = (wanted: readonly Wanted[]): Party[] =>
    wanted.map(({ key, settings }) => partyOf(key, settings));
  return new Roster({
    directory,
    log: kept.log,
    drainMs,
    rehearse: async (wanted) => parties(wanted),
    open: async (wanted) => {
      if (fault && wanted.length > 0) throw fault;
      for (const { key, settings } of wanted) events.push(`open ${key} ${String(settings)}`);
      return parties(wanted);
    },
  });
}

const want = (key: string, settings: unknown = 1, alone = true): Wanted => ({ key, settings, alone });
const ask = async (source: string): Promise<unknown> => {
  const member = directory.members.find((one) => one.source === source);
  return (await member?.execute({ query: '{ __typename }' }, { signal }))?.data?.['by'];
};
const happened = (...wanted: string[]): Promise<unknown> =>
  within(PATIENCE_MS, wanted.join(', '), async () => wanted.every((one) => events.includes(one)));

test('nobody is opened twice, started before the start, or touched without a change', async () => {
  const roster = rosterOf();
  await roster.change([want('a'), want('b')], []);
  expect(events).toEqual(['open a 1', 'open b 1']);
  await roster.start();
  expect(await roster.change([want('a'), want('b')], [])).toBe(false);
  expect(events).toEqual(['open a 1', 'open b 1', 'start a 1', 'start b 1']);
  expect(kept.lines).toEqual([]);
});

test('what keeps state is closed before its successor opens, and after whoever still asks it', async () => {
  const roster = rosterOf();
  await roster.change([want('a')], []);
  await roster.start();
  const operation = directory.hold();
  expect(await roster.change([want('a', 2)], [])).toBe(true);
  expect(kept.said()).toContain('a replaced: settings changed');
  expect(roster.health().map((one) => one.status().state)).toEqual(['CONNECTING']);
  // Its place is not empty: whoever asks waits.
  const answer = ask('a');
  expect(events).toEqual(['open a 1', 'start a 1']);
  operation.release();
  expect(await answer).toBe('a 2');
  await happened('start a 2');
  expect(events.slice(2)).toEqual(['close a 1', 'open a 2', 'start a 2']);
  expect(roster.health().map((one) => one.status().state)).toEqual(['UP']);
});

test('what keeps no state is replaced at once', async () => {
  const roster = rosterOf();
  await roster.change([want('a', 1, false)], []);
  await roster.start();
  const operation = directory.hold();
  await roster.change([want('a', 2, false)], []);
  expect(await ask('a')).toBe('a 2');
  expect(events).not.toContain('close a 1');
  operation.release();
  await happened('close a 1');
});

test('who comes back while it still leaves waits for itself; who leaves again is never opened', async () => {
  const roster = rosterOf();
  await roster.change([want('a'), want('b')], []);
  await roster.start();
  const operation = directory.hold();
  await roster.change([want('b')], []);
  await roster.change([want('a', 2), want('b')], []);
  await roster.change([want('a', 3), want('b')], []);
  const answer = ask('a');
  operation.release();
  expect(await answer).toBe('a 3');
  expect(events).not.toContain('open a 2');
  expect(events.filter((event) => event.endsWith(' b 1'))).toEqual(['open b 1', 'start b 1']);
});

test('an operation without end is not waited for without end', async () => {
  const roster = rosterOf(10);
  await roster.change([want('a'), want('b')], []);
  await roster.start();
  const operation = directory.hold();
  await roster.change([want('b')], []);
  await happened('close a 1');
  expect(kept.said()).toContain('a is closed under operations that have not ended.');
  operation.release();
});

test('faults at the opening change nothing', async () => {
  const roster = rosterOf();
  await roster.change([want('a')], []);
  await roster.start();
  fault = new TributaryError('CONFIGURATION_INVALID', 'c must be well, but got: c.');
  await expect(roster.change([want('b'), want('c')], [])).rejects.toThrow('c must be well');
  expect(directory.members.map(({ source }) => source)).toEqual(['a']);
  expect(events).toEqual(['open a 1', 'start a 1']);
});

test('who cannot be opened anew is down, says so, and is tried again with the next change', async () => {
  const roster = rosterOf();
  await roster.change([want('a')], []);
  await roster.start();
  fault = new Error('disk full');
  await roster.change([want('a', 2)], []);
  await expect(ask('a')).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  expect(roster.health().map((one) => one.status().state)).toEqual(['DOWN']);
  expect(kept.said()).toContain('a could not be opened anew: it is away.');
  fault = null;
  expect(await roster.change([want('a', 2)], [])).toBe(true);
  expect(await ask('a')).toBe('a 2');
  expect(kept.said()).toContain('a replaced: tried again');
});

test('the end waits for nobody, and closes who serves and who is leaving', async () => {
  const roster = rosterOf();
  await roster.change([want('a'), want('b')], []);
  await roster.start();
  directory.hold();
  await roster.change([want('b', 2)], []);
  await Promise.all([roster.close(), roster.close()]);
  expect(events.filter((event) => event.startsWith('close')).toSorted()).toEqual(['close a 1', 'close b 1']);
  expect(await roster.change([want('c')], [])).toBe(false);
  expect(events.at(-1)).toBe('close c 1');
});
