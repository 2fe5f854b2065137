/** Over a supergraph of others, too, what means harm is refused with its code, alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openSubgraphs } from '../federation/open-subgraphs.ts';
import { MemberDirectory } from '../members/directory.ts';
import { type RunOperation, createRunOperation } from '../operation.ts';
import { type SupergraphHolder, openSupergraph } from '../supergraph/supergraph.ts';
import { HOSTILE_TO_PLANNING, hostileSupergraph } from '../testing/hostile-supergraph.ts';

const log = pino({ level: 'silent' });
const text = hostileSupergraph();
const { subgraphs, close } = openSubgraphs(text, { timeoutMs: 5000, maxResponseBytes: 1_000_000 });
const opened: SupergraphHolder[] = [];
let hurried: RunOperation;
let patient: RunOperation;

/** What is hard to plan is so by orders of magnitude: where that is the question, planning may take little, and else as long as it likes. */
beforeAll(async () => {
  hurried = await runWithin(100);
  patient = await runWithin(30_000);
});
afterAll(async () => {
  for (const supergraph of opened) await supergraph.stop();
  await close();
});

async function runWithin(planningMs: number): Promise<RunOperation> {
  const supergraph = await openSupergraph(text, log, { subgraphs, planning: { planningMs } });
  opened.push(supergraph);
  return createRunOperation({ supergraph, members: new MemberDirectory(), log });
}

test.each(HOSTILE_TO_PLANNING)('$name', async ({ query, variables, codes }) => {
  const run = codes.includes('TOO_HARD_TO_PLAN') ? hurried : patient;
  const { signal } = new AbortController();
  const { result } = await run({ query, signal, ...(variables && { variables }) });
  const told = (result.errors ?? []).map(({ extensions }) => extensions?.['code']);
  // Nobody serves the subgraphs.
  expect(told[0]).toBe(codes[0] ?? 'SOURCE_UNAVAILABLE');
});
