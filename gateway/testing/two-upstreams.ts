/**
 * A gateway that serves by HTTP, over two upstreams by HTTP: one that answers, and one that does what the test says. As members of a
 * domain, and as subgraphs of a supergraph.
 */
import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import type { MemberRequest } from '#schema/ports/member.ts';
import { openSubgraphs } from '../federation/open-subgraphs.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { MemberDirectory } from '../members/directory.ts';
import { type RunningGateway, serveGateway } from '../start.ts';
import { Arrivals } from './arrivals.ts';
import { testMember } from './contract-server.ts';
import { startFederation } from './federation.ts';
import { startServer } from './http-server.ts';
import { type TestMember, recordMember } from './record-member.ts';

export interface TwoUpstreams {
  /** Of /graphql. */
  readonly url: string;
  /** A document that both are asked for; each number is another question. */
  question(n: number): string;
  /** What is left of its answer where only the good one tells anything. */
  goodPart(n: number): object;
  /** The questions that have come to the good one. */
  readonly asked: Arrivals<true>;
  close(): Promise<void>;
}

export interface UpstreamLimits {
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/** The limits are those of the bad one, and of the other too where they are the same for all. */
export type OpenUpstreams = (bad: RequestListener, limits: UpstreamLimits) => Promise<TwoUpstreams>;

const PATIENT: UpstreamLimits = { timeoutMs: 8000, maxResponseBytes: 1_000_000 };
const HOST = {
  host: '127.0.0.1',
  port: 0,
  log: pino({ level: 'silent' }),
  sources: () => [],
  limits: { ...DEFAULT_LIMITS, planningMs: 10_000 },
} as const;
const ALARM = { id: 'good/1', perceivedSeverity: 'MAJOR', alarmReportingTime: '2026-01-01T00:00:01.000Z' };

const asMembers: OpenUpstreams = async (bad, limits) => {
  const asked = new Arrivals<true>();
  const good = await startServer(
    answeringFor(recordMember('faults', 'good', [ALARM]), () => asked.add(true)),
  );
  const servers = [good, await startServer(bad)];
  const members = ['good', 'bad'].map((source, i) =>
    testMember(servers[i]?.url ?? '', { source, ...(source === 'bad' ? limits : PATIENT) }),
  );
  const gateway = await serveGateway({
    ...HOST,
    members: new MemberDirectory(members),
    closeMembers: async () => {
      for (const member of members) await member.close();
    },
  });
  return {
    ...stand(gateway, asked, servers),
    question: (n) => `{ q${n}: alarms { edges { node { id } } } }`,
    goodPart: (n) => ({ [`q${n}`]: { edges: [{ node: { id: ALARM.id } }] } }),
  };
};

const asSubgraphs: OpenUpstreams = async (bad, limits) => {
  const asked = new Arrivals<true>();
  const server = await startServer(bad);
  const says = (): string => {
    asked.add(true);
    return 'yes';
  };
  const federation = await startFederation({
    good: { sdl: 'type Query { good: String }', resolvers: { Query: { good: says } } },
    bad: { sdl: 'type Query { bad: String }', resolvers: {}, url: server.url },
  });
  const { supergraphSdl } = federation;
  const { subgraphs, close } = openSubgraphs(supergraphSdl, limits);
  const gateway = await serveGateway({
    ...HOST,
    members: new MemberDirectory(),
    federation: { supergraphSdl, subgraphs },
    closeMembers: close,
  });
  return {
    ...stand(gateway, asked, [server, federation]),
    question: (n) => `{ q${n}: good p${n}: bad }`,
    goodPart: (n) => ({ [`q${n}`]: 'yes', [`p${n}`]: null }),
  };
};

export const WAYS: readonly (readonly [way: string, open: OpenUpstreams])[] = [
  ['members', asMembers],
  ['subgraphs', asSubgraphs],
];

function stand(
  gateway: RunningGateway,
  asked: Arrivals<true>,
  upstreams: readonly { close(): Promise<void> }[],
): Pick<TwoUpstreams, 'url' | 'asked' | 'close'> {
  return {
    url: `${gateway.url}/graphql`,
    asked,
    async close() {
      // First who may hold back what the gateway waits for.
      for (const upstream of upstreams) await upstream.close();
      await gateway.close();
    },
  };
}

function answeringFor(member: TestMember, arrived: () => void): RequestListener {
  const { signal } = new AbortController();
  return (request, response) => {
    arrived();
    void (async () => {
      const answer = await member.execute(JSON.parse(await text(request)) as MemberRequest, { signal });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    })();
  };
}
