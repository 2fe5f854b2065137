/** Tributary over the very upstreams that the bench starts: it answers what the bench takes for right. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createHttpMember } from '#gateway/members/http-member.ts';
import { serveSupergraph } from '#gateway/serve-supergraph.ts';
import { startTestGateway } from '#gateway/testing/test-gateway.ts';
import { asking } from '../hand-written/ask.ts';
import { sendTo } from '../hand-written/members.ts';
import { type WorstAlarmsRequest, worstAlarms } from '../hand-written/worst-alarms.ts';
import { faultOf } from '../load/verify.ts';
import { serveLight } from '../upstream/light-http.ts';
import { COUNTS_PATH, type Counts, answerFromMemory } from '../upstream/memory.ts';
import { WORKLOADS } from './all.ts';
import { NOC_MEMBERS, pathOf } from './noc/members.ts';
import { shopSupergraph } from './shop/schema.ts';
import type { Workload } from './workload.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function upstreams(workload: Workload): Promise<{ url: string; counts(): Promise<Counts> }> {
  const { url, close } = await serveLight(answerFromMemory(workload.respond));
  closing.push(close);
  return { url, counts: async () => (await (await fetch(url + COUNTS_PATH)).json()) as Counts };
}

async function ask(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text();
}

describe.each(['standard', 'distinct'] as const)('%s', (name) => {
  test('is answered by Tributary as it must be', async () => {
    const workload = WORKLOADS[name]();
    const { url, counts } = await upstreams(workload);
    const folder = mkdtempSync(join(tmpdir(), 'tributary-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const supergraph = join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, shopSupergraph(url));
    const log = pino({ level: 'silent' });
    const gateway = await serveSupergraph({ supergraph, host: '127.0.0.1', port: 0, log });
    closing.push(() => gateway.close());
    const expected = await workload.expected();
    for (const index of [0, expected.length - 1]) {
      const { stamp: after } = await counts();
      const answer = await ask(gateway.url, workload.requests[index] ?? '');
      const { stamp: until } = await counts();
      expect(faultOf(answer, new Set([expected[index] ?? '']), { after, until })).toBeNull();
    }
  });
});

test('the standard answer has the size of the public one', async () => {
  const [answer = ''] = await WORKLOADS.standard().expected();
  expect(Math.round(answer.length / 1000)).toBe(89);
});

test('in a distinct answer every entity comes once', async () => {
  const answers = await WORKLOADS.distinct().expected();
  for (const answer of answers) {
    for (const key of [/"upc":"\d+"/g, /\{"id":"\d+","body"/g, /\{"id":"\d+","username"/g]) {
      const keys = [...answer.matchAll(key)].map(([text]) => text);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThan(18);
    }
  }
  expect(new Set(answers).size).toBe(answers.length);
});

describe('noc', () => {
  test('is answered by Tributary and by hand alike, by as many calls of each member', async () => {
    const workload = WORKLOADS.noc();
    const { url, counts } = await upstreams(workload);
    const members = NOC_MEMBERS.map((member) =>
      createHttpMember({
        ...member,
        url: url + pathOf(member),
        role: 'ENUMERATES',
        regions: [],
        contributes: {},
        timeoutMs: 30_000,
        maxResponseBytes: 1_000_000,
      }),
    );
    closing.push(() => Promise.all(members.map((member) => member.close())));
    const gateway = await startTestGateway(members);
    closing.push(() => gateway.close());
    const [request = ''] = workload.requests;

    const graph = await ask(gateway.url, request);
    const { stamp, byPath } = await counts();
    const { variables } = JSON.parse(request) as { readonly variables: WorstAlarmsRequest };
    const data = await worstAlarms(asking(sendTo(url)), variables);
    const after = await counts();

    const expected = new Set(await workload.expected());
    expect(faultOf(graph, expected, { after: 0, until: stamp })).toBeNull();
    expect(faultOf(JSON.stringify({ data }), expected, { after: stamp, until: after.stamp })).toBeNull();
    const byHand = Object.entries(after.byPath).map(([path, count]) => [path, count - (byPath[path] ?? 0)]);
    expect(Object.fromEntries(byHand)).toEqual(byPath);
  });

  test('has fifty alarms, on things in all inventories, with services of all catalogues', async () => {
    const [answer = ''] = await WORKLOADS.noc().expected();
    const { alarms } = JSON.parse(answer) as { alarms: { complete: boolean; edges: unknown[] } };
    expect([alarms.complete, alarms.edges.length]).toEqual([true, 50]);
    const kinds = new Set([...answer.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind));
    expect(kinds).toEqual(new Set(['PORT', 'DEVICE', 'LINK']));
    expect(answer).not.toContain('"zEnd":null');
  });
});
