/**
 * `npm run bench:hostile`: requests that mean harm against a gateway in a process of its own by POST and by GET, over the graph of the
 * contracts and over a supergraph of others, while /health/live is polled. Prints which took longest; ends with 1 where one took longer
 * than it may.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { DOMAINS } from '#schema/domains.ts';
import { HOSTILE_TO_PLANNING, hostileSupergraph } from '#gateway/testing/hostile-supergraph.ts';
import { HOSTILE, type HostileRequest } from '#gateway/testing/hostile.ts';

const MAIN = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
const MAX_ANSWER_MS = 250;
const MAX_LIVE_P99_MS = 50;
const POLL_EVERY_MS = 5;
const ROUNDS = 5;
const SHOWN = 20;
/** What a server lets stand in a URL. */
const MAX_URL = 14_000;
/** So many that no poll waits for the answer to another: each begins when it is due. */
const POLLS_AT_ONCE = 64;

interface Prepared {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Null by GET. */
  readonly body: string | null;
}

interface Timed {
  readonly name: string;
  readonly ms: number;
  /** Of the gateway's event loop, the polls meanwhile included; null where the system does not tell. */
  readonly ownMs: number | null;
  readonly said: string;
}

const folder = mkdtempSync(join(tmpdir(), 'tributary-'));
// Members and subgraphs that nobody serves: what is measured is all that comes before and after them.
const members = DOMAINS.map(
  (domain) => `  - { source: nobody, domain: ${domain}, url: "http://127.0.0.1:9/" }`,
);
writeFileSync(join(folder, 'tributary.yaml'), ['version: 1', 'members:', ...members, ''].join('\n'));
const supergraph = join(folder, 'supergraph.graphql');
writeFileSync(supergraph, hostileSupergraph());
try {
  const own = await against('the graph of the contracts', [], HOSTILE);
  const others = await against('a supergraph of others', ['--supergraph', supergraph], HOSTILE_TO_PLANNING);
  process.exitCode = own && others ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function against(
  what: string,
  args: readonly string[],
  corpus: readonly HostileRequest[],
): Promise<boolean> {
  const gateway = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    console.log(`Over ${what}:`);
    return await measure(await urlOf(gateway), corpus, gateway.pid ?? 0);
  } finally {
    gateway.kill();
  }
}

async function measure(url: string, corpus: readonly HostileRequest[], pid: number): Promise<boolean> {
  const pool = new Pool(url);
  const health = new Pool(url, { connections: POLLS_AT_ONCE });
  // Whoever polls has nothing else to do meanwhile than to send.
  const requests = prepared(corpus);
  await send(pool, byPost({ name: 'warm', query: '{ __typename }', codes: [] }));
  const polling = poll(health);
  const timed: Timed[] = [];
  for (const request of requests) {
    const before = eventLoopMs(pid);
    const one = await send(pool, request);
    timed.push({ ...one, ownMs: before === null ? null : (eventLoopMs(pid) ?? before) - before });
  }
  for (const { name, ms, ownMs, said } of timed.toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN))
    console.log(`${shown(ms)} ms  of it ${shown(ownMs)} ms its own  ${name}: ${said}`);
  const live = polling.stop().toSorted((a, b) => a - b);
  const p99 = live[Math.floor(live.length * 0.99)] ?? 0;
  const slow = timed.filter(({ ms }) => ms > MAX_ANSWER_MS);
  console.log(
    `/health/live: ${live.length} times, p99 ${p99.toFixed(1)} ms, at most ${(live.at(-1) ?? 0).toFixed(1)} ms. Longer than ${MAX_ANSWER_MS} ms: ${slow.length}.`,
  );
  const longest = Math.max(...timed.map(({ ownMs }) => ownMs ?? 0));
  console.log(`The event loop's own time, whatever else the machine does: at most ${longest.toFixed(0)} ms.`);
  await pool.close();
  await health.close();
  return slow.length === 0 && p99 <= MAX_LIVE_P99_MS;
}

function shown(ms: number | null): string {
  return (ms?.toFixed(0) ?? '-').padStart(5);
}

/** What the event loop of a process has worked, milliseconds; null where the system does not tell. */
function eventLoopMs(pid: number): number | null {
  try {
    const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return null;
  }
}

/** Every request by POST, and by GET where it fits, in as many rounds as there are. */
function prepared(corpus: readonly HostileRequest[]): readonly Prepared[] {
  return Array.from({ length: ROUNDS }, (_, round) =>
    corpus.flatMap((hostile) => {
      // Nothing that was worked out before helps.
      const request = { ...hostile, query: `${hostile.query} # ${round}` };
      const path = urlPath(request);
      const byGet = { name: `GET ${request.name}`, method: 'GET' as const, path, body: null };
      return path.length < MAX_URL ? [byPost(request), byGet] : [byPost(request)];
    }),
  ).flat();
}

function byPost({ name, query, variables }: HostileRequest): Prepared {
  const body = JSON.stringify({ query, variables });
  return { name: `POST ${name}`, method: 'POST', path: '/graphql', body };
}

async function send(pool: Pool, { name, method, path, body: sent }: Prepared): Promise<Omit<Timed, 'ownMs'>> {
  const started = performance.now();
  const headers = { 'content-type': 'application/json' };
  const { statusCode, body } = await pool.request({ method, path, headers, body: sent });
  const text = await body.text();
  const ms = performance.now() - started;
  const code = /"code":"(\w+)"/.exec(text)?.[1];
  return { name, ms, said: `${statusCode} ${code ?? 'answered'}` };
}

function urlPath({ query, variables }: HostileRequest): string {
  const parameters = new URLSearchParams({
    query,
    ...(variables && { variables: JSON.stringify(variables) }),
  });
  return `/graphql?${parameters.toString()}`;
}

function poll(pool: Pool): { stop(): number[] } {
  const took: number[] = [];
  const timer = setInterval(() => {
    const started = performance.now();
    void pool
      .request({ method: 'GET', path: '/health/live' })
      .then(async ({ body }) => body.dump())
      .then(() => took.push(performance.now() - started));
  }, POLL_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return took;
    },
  };
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    const url = /Tributary serves (http:\/\/\S+)\/graphql/.exec(said)?.[1];
    if (url) return url;
  }
  throw new Error('The gateway must serve, but has ended.');
}
