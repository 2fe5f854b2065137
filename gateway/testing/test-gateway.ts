/** A gateway for tests: the real supergraph and pipeline on a port of loopback, with members that the test gives. */
import { pino } from 'pino';
import { supergraphText } from '#schema/contracts.ts';
import type { Member } from '#schema/ports/member.ts';
import { type AppParts, createApp } from '../http/app.ts';
import { MemberDirectory } from '../members/directory.ts';
import { createRunOperation } from '../operation.ts';
import { openSupergraph } from '../supergraph/supergraph.ts';

export interface TestGateway {
  readonly url: string;
  readonly lines: () => readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export async function startTestGateway(
  members: readonly Member[],
  options: Partial<AppParts> & { readonly isStopping?: () => boolean } = {},
): Promise<TestGateway> {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const directory = new MemberDirectory(members);
  const supergraph = await openSupergraph(supergraphText(), log, { planning: { planningMs: 2000 } });
  const app = await createApp({
    run: createRunOperation({ supergraph, members: directory, log }),
    health: { members: directory, sources: () => [], isStopping: options.isStopping ?? (() => false) },
    log,
    ...options,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    lines: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
    async close() {
      await app.close();
      await supergraph.stop();
    },
  };
}
