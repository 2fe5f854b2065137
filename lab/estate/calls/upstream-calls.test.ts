/** What questions cost the systems: as it is written down, as the systems see it, and however long a list is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { type Estate, startEstate } from '../main.ts';
import { Graph } from '../tour/graph.ts';
import { untilInSync } from '../until-in-sync.ts';
import { differences, readCommitted, remedy } from './committed.ts';
import { type Calls, callsOf, measured } from './count.ts';
import { ALIKE, type List, MIXED } from './lists.ts';
import { NAMED_QUERIES } from './named-queries.ts';

jest.setTimeout(180_000);

const [SHORT, LONG] = [5, 50];
const state = mkdtempSync(join(tmpdir(), 'calls-'));
let estate: Estate;
let graph: Graph;

beforeAll(async () => {
  estate = await startEstate({ host: '127.0.0.1', port: 0, stateRoot: state, log: createLog('silent') });
  await untilInSync(estate.url);
  graph = new Graph(estate.url, 0);
});
afterAll(async () => {
  await estate.close();
  rmSync(state, { recursive: true });
});

test('every named query costs what is written down', async () => {
  const changes = differences(readCommitted(), await measured(graph, NAMED_QUERIES));
  if (changes.length > 0) throw new Error(remedy(changes));
});

describe('what an answer tells is what the systems see', () => {
  const requests = (): Record<string, number> => ({
    'netbox-north': estate.systems.netbox.requests.length,
    'zabbix-west': estate.systems.zabbix.west.requests,
    'zabbix-east': estate.systems.zabbix.east.requests,
  });
  /** Polls come in between, but not each time. */
  const MOST_TRIES = 50;
  const names = ['readme/circuit', 'readme/acknowledge', 'first-hour/devices', 'tour/names'];

  test.each(NAMED_QUERIES.filter(({ name }) => names.includes(name)))('$name', async ({ query, undo }) => {
    for (let tries = 1; ; tries += 1) {
      const before = requests();
      const told = await callsOf(graph, query);
      const others = Object.entries(requests()).map(
        ([source, seen]) => [source, seen - (before[source] ?? 0) - (told[source] ?? 0)] as const,
      );
      if (undo) await callsOf(graph, undo.query, undo.variables);
      expect(others.filter(([, calls]) => calls < 0)).toEqual([]);
      if (others.every(([, calls]) => calls === 0)) return;
      expect(tries).toBeLessThan(MOST_TRIES);
    }
  });
});

/** What a longer page costs more than a short one, by source. */
async function growth(list: List): Promise<Calls> {
  // What is learnt once is learnt.
  await callsOf(graph, list(LONG));
  const short = await callsOf(graph, list(SHORT));
  const long = await callsOf(graph, list(LONG));
  const more = Object.entries(long).map(([source, calls]) => [source, calls - (short[source] ?? 0)] as const);
  return Object.fromEntries(more.filter(([, calls]) => calls > 0));
}

describe(`a page of ${LONG} costs as many calls as one of ${SHORT}`, () => {
  test.each(Object.entries(ALIKE))('%s', async (_, list) => {
    // But what is learnt may be due again.
    let more = await growth(list);
    if (Object.keys(more).length > 0) more = await growth(list);
    expect(more).toEqual({});
  });

  /** Each kind of thing and each way to another source costs its calls once, every record for itself would cost 45 or more. */
  test.each(Object.entries(MIXED))('but for what is of another kind: %s', async (_, list) => {
    expect(Math.max(0, ...Object.values(await growth(list)))).toBeLessThan((LONG - SHORT) / 4);
  });
});
