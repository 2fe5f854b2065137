/** One estate of a given scale, its systems in one process and the gateway with all adapters in another: what every question takes and costs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { compareText } from '#schema/order.ts';
import { type Child, startChild } from './child.ts';
import { type AskedSource, type Graph, graphAt } from './graph.ts';
import { firstPlacesOf, placesOf } from './places.ts';
import { type Question, lastPageOf, questionsOf } from './questions.ts';

export interface QuestionResult {
  readonly name: string;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** The most calls that one turn cost a source. */
  readonly upstreamCalls: Calls;
  /** The same, of the places alone that the estate has at every scale. */
  readonly firstNetworkCalls: Calls;
}

/** By source. */
export type Calls = Readonly<Record<string, number>>;

export interface ScaleRun {
  readonly scale: number;
  readonly resources: number;
  readonly services: number;
  readonly openAlarms: number;
  readonly members: number;
  /** Seconds from the start of the gateway until everything was read, looked up, and quiet. */
  readonly settledAfter: number;
  readonly questions: readonly QuestionResult[];
  /** Megabytes, the most that each process held. */
  readonly memory: Readonly<Record<string, number>>;
}

/** The share of a processor below which a process is quiet. */
const QUIET = 0.3;
const QUIET_MS = 5000;
const POLL_MS = 2000;

export async function runAt(scale: number, turns: number, say: (what: string) => void): Promise<ScaleRun> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-scale-'));
  const children: Child[] = [];
  const start = (...given: Parameters<typeof startChild>): Child => {
    const child = startChild(...given);
    children.unshift(child);
    return child;
  };
  try {
    const systems = start('systems', [here('./systems.ts'), folder, String(scale)]);
    const configuration = await systems.line(/^.*tributary\.yaml$/);
    say(`Scale ${scale}: the systems are there.`);
    const started = performance.now();
    const gateway = start('gateway', [here('../../gateway/main.ts')], {
      TRIBUTARY_CONFIG: configuration,
      TRIBUTARY_STATE: join(folder, 'state'),
      PORT: '0',
      LOG_LEVEL: 'error',
    });
    const graph = graphAt(await gateway.line(/http:\S+(?=\/graphql)/));
    const counts = await settled(graph, gateway, say);
    const settledAfter = Math.round((performance.now() - started) / 1000);
    say(`Scale ${scale}: settled after ${settledAfter} s.`);
    const questions: QuestionResult[] = [];
    const last = await lastPageOf(graph);
    const everywhere = questionsOf(await placesOf(graph, scale), last);
    const first = questionsOf(await firstPlacesOf(graph), last);
    for (const [i, question] of everywhere.entries()) {
      const measured = await asked(graph, question, turns);
      questions.push({ ...measured, firstNetworkCalls: await steadyCalls(graph, first[i] ?? question) });
    }
    await graph.close();
    const memory = Object.fromEntries(children.map((child) => [child.name, child.peakMegabytes()]));
    return { scale, ...counts, settledAfter, questions, memory };
  } finally {
    for (const child of children) await child.stop();
    rmSync(folder, { recursive: true });
  }
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

const STANDING = `{
  resources(first: 1) { totalCount complete }
  services(first: 1) { totalCount complete }
  alarms(first: 1) { totalCount complete }
  faultSources { syncState pendingObjects }
}`;

interface Standing {
  readonly resources: Count | null;
  readonly services: Count | null;
  readonly alarms: Count | null;
  readonly faultSources:
    readonly { readonly syncState: string; readonly pendingObjects: number | null }[] | null;
}
interface Count {
  readonly totalCount: number | null;
  readonly complete: boolean;
}

type Counts = Pick<ScaleRun, 'resources' | 'services' | 'openAlarms' | 'members'>;

/** Waits until every list is complete, everything is looked up, and the gateway has nothing left to do by itself. */
async function settled(graph: Graph, gateway: Child, say: (what: string) => void): Promise<Counts> {
  let told = '';
  for (;;) {
    const before = gateway.processorSeconds();
    await wait(told === '' ? QUIET_MS : POLL_MS);
    const { data, extensions } = await graph.send<Standing>(STANDING);
    const { resources, services, alarms, faultSources } = data;
    const lists = [resources, services, alarms];
    const complete =
      lists.every((list) => list?.complete) &&
      (faultSources ?? []).every(
        ({ syncState, pendingObjects }) => syncState === 'IN_SYNC' && pendingObjects === 0,
      );
    if (!complete) {
      const now = JSON.stringify([...lists, ...(faultSources ?? [])]);
      if (now !== told) say(now);
      told = now;
      continue;
    }
    told = '';
    if ((gateway.processorSeconds() - before) * 1000 > QUIET * QUIET_MS) continue;
    return {
      resources: resources?.totalCount ?? 0,
      services: services?.totalCount ?? 0,
      openAlarms: alarms?.totalCount ?? 0,
      members: extensions?.sources?.length ?? 0,
    };
  }
}

async function asked(
  graph: Graph,
  question: Question,
  turns: number,
): Promise<Omit<QuestionResult, 'firstNetworkCalls'>> {
  const { took, calls } = await turnsOf(graph, question, turns);
  took.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0);
  return { name: question.name, p50: at(0.5), p95: at(0.95), max: at(1), upstreamCalls: calls };
}

/** What it costs again and again: the first time adapters learn what they then know. */
async function steadyCalls(graph: Graph, question: Question): Promise<Calls> {
  await turnsOf(graph, question, 1);
  return (await turnsOf(graph, question, 1)).calls;
}

/** Asks of everything once, and so often at least: the milliseconds of each turn, the most calls that one cost. */
async function turnsOf(
  graph: Graph,
  { query, round, variables }: Question,
  turns: number,
): Promise<{ took: number[]; calls: Calls }> {
  const took: number[] = [];
  const most = new Map<string, number>();
  for (let turn = 0; turn < Math.max(turns, round); turn += 1) {
    const values = variables(turn);
    const started = performance.now();
    const { extensions } = await graph.ask(query, values);
    took.push(performance.now() - started);
    for (const [source, calls] of callsOf(extensions?.sources ?? []))
      most.set(source, Math.max(calls, most.get(source) ?? 0));
  }
  return { took, calls: Object.fromEntries([...most].toSorted(([a], [b]) => compareText(a, b))) };
}

/** Of a source with several domains the sum. */
function callsOf(sources: readonly AskedSource[]): Map<string, number> {
  const calls = new Map<string, number>();
  for (const { source, upstreamCalls } of sources)
    calls.set(source, (calls.get(source) ?? 0) + (upstreamCalls ?? Number.NaN));
  return calls;
}
