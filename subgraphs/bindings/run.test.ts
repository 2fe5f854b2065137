import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBindingStore } from '#adapters/kit/identity/store.ts';
import { SILENT } from '../testing/memory-adapter.ts';
import { type BindingsCommand, readBindingsCommand } from './command.ts';
import { runBindings } from './run.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'tributary-bindings-'));
  const folder = join(state, 'zabbix-west');
  mkdirSync(folder);
  const store = openBindingStore(folder, SILENT, Date.now);
  const [time, id] = ['2026-03-01T00:00:00.000Z', 'sql-west/d1'];
  store.apply({
    bindings: new Map([
      [
        'host.1',
        {
          nativeId: 'host.1',
          id,
          ancestorIds: [],
          region: 'west',
          evidence: ['NAME'],
          boundAt: time,
          name: 'PAR-CR1\u001b[31m',
          alias: null,
          observed: null,
          contested: null,
        },
      ],
    ]),
    verdicts: new Map([
      [
        'host.2',
        {
          nativeId: 'host.2',
          name: 'BER-CR1',
          state: 'UNKNOWN',
          toldAt: time,
          explanation: {
            text: 'No inventory knows NAME "BER-CR1".',
            findings: [
              {
                kind: 'NAME',
                asked: ['NAME "BER-CR1"'],
                fits: [],
                refused: [{ id: 'sql-east/b1', why: 'its region east is none of west' }],
                complete: true,
              },
            ],
            notAsked: [],
          },
        },
      ],
    ]),
    history: [
      {
        time,
        actor: 'binder',
        action: 'BOUND',
        nativeId: 'host.1',
        before: null,
        after: id,
        evidence: ['NAME'],
        reason: null,
      },
    ],
  });
  store.close();
});
afterEach(() => rmSync(state, { recursive: true }));

const run = (...args: string[]): Promise<string> =>
  runBindings(
    readBindingsCommand([...args, '--source', 'zabbix-west'], { TRIBUTARY_STATE: state, USER: 'ana' }),
  );

/** Beside a gateway that says this whatever it is asked. */
async function beside(body: string, work: (graph: string) => Promise<string>): Promise<string> {
  const gateway = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/graphql`);
  } finally {
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
  }
}

describe('npm run bindings', () => {
  test('lists what is bound and what is not, and lets no name steer the terminal', async () => {
    const text = await run('list');
    expect(text).toMatch(/BOUND +host\.1 +PAR-CR1 \[31m +sql-west\/d1 +NAME +2026-03-01/);
    expect(text).toMatch(/UNKNOWN +host\.2 +BER-CR1 +- +- .*Z\n {2}No inventory knows/);
    expect(text).toContain('1 BOUND, 1 UNKNOWN.');
    expect(await run('list', '--only', 'UNKNOWN')).not.toContain('host.1');
    expect(JSON.parse(await run('list', '--json'))).toHaveLength(2);
  });

  test('explains an object: what was asked, who was refused, and why', async () => {
    const text = await run('explain', 'host.2');
    expect(text).toContain('host.2 (BER-CR1) is UNKNOWN');
    expect(text).toContain('asked NAME "BER-CR1": nobody');
    expect(text).toContain('refused sql-east/b1: its region east is none of west');
    expect(await run('explain', 'host.1')).toMatch(
      /is BOUND: sql-west\/d1, by NAME.*\n\n(.*\n)+.*binder +BOUND/,
    );
  });

  test('explains an alarm by way of the graph', async () => {
    const text = await beside('{"data":{"alarm":{"objectBinding":{"nativeId":"host.2"}}}}', (graph) =>
      run('explain', 'zabbix-west/e7', '--graph', graph),
    );
    expect(text).toContain('host.2 (BER-CR1) is UNKNOWN');
    await expect(run('explain', 'host.22')).rejects.toThrow(/Did you mean "host.2"\?/);
  });

  test('pins and takes back, with who and why in the history', async () => {
    await run('pin', 'host.2', 'sql-east/b1', '--reason', 'seen on site');
    expect(await run('explain', 'host.2')).toContain('Pinned to sql-east/b1 by ana');
    await run('unpin', 'host.2', '--reason', 'gone', '--by', 'bo');
    const text = await run('history', 'host.2');
    expect(text).toMatch(
      /bo +UNPINNED +host\.2 +sql-east\/b1 -> - +-\n {2}gone\n.*ana +PINNED .*\n {2}seen on site/,
    );
  });

  test.each([
    ['{"data":{"r0":null}}', 'says: sql-east has no such record.'],
    [
      '{"data":{"r0":{"id":"sql-east/b1","kind":null,"region":null,"ancestorIds":null}}}',
      'says: sql-east does not answer.',
    ],
    [
      '{"errors":[{"message":"x","extensions":{"code":"UNKNOWN_SOURCE","source":"sql-east"}}]}',
      'says: no source "sql-east" is configured.',
    ],
    ['{"data":{"r0":{"id":"sql-east/b1","kind":"DEVICE","region":null,"ancestorIds":[]}}}', null],
    ['not JSON', null],
  ])('says at once where a pin leads nowhere: %s', async (body, said) => {
    const text = await beside(body, (graph) =>
      run('pin', 'host.2', 'sql-east/b1', '--reason', 'seen on site', '--graph', graph),
    );
    expect(text.split('\n')).toEqual([
      expect.stringContaining('host.2 is pinned to sql-east/b1.'),
      ...(said === null ? [] : [expect.stringContaining(said)]),
    ]);
    expect(await run('explain', 'host.2')).toContain('Pinned to sql-east/b1 by ana');
  });

  test('names the sources where the one asked for is none', async () => {
    const command: BindingsCommand = readBindingsCommand(['list', '--source', 'zabix-west'], {
      TRIBUTARY_STATE: state,
    });
    await expect(runBindings(command)).rejects.toThrow(
      /one of zabbix-west in .* Did you mean "zabbix-west"\?/,
    );
  });
});

describe('refused with the rule', () => {
  test.each([
    [[], /The action must be one of list/],
    [['lst', '--source', 'a'], /but got: lst/],
    [['list'], /`--source` must name a source/],
    [['pin', 'x', '--source', 'a'], /`pin` must be followed by 2 words/],
    [['pin', 'x', 'a/b', '--source', 'a'], /`--reason` must say why/],
    [['pin', 'x', 'a/b', '--source', 'a', '--by', ' ', '--reason', 'x'], /`--by` must name the operator/],
    [['list', '--source', 'a', '--only', 'bound'], /`--only` must be one of BOUND/],
    [['list', '--sorce', 'a'], /--sorce/],
  ])('%j', (args, message) => {
    expect(() => readBindingsCommand(args, { USER: 'ana' })).toThrow(message);
  });
});
