/** The gateway over the real systems, in the process of the test. */
import { pino } from 'pino';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import { adapters } from '#adapters/registry.ts';
import { startGateway } from '#gateway/start-configured.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import { type Answer, ask, dataOf } from './ask.ts';
import { type Change, type ConfigurationFile, writeConfiguration } from './configuration.ts';
import { within } from './within.ts';

export interface Graph {
  readonly url: string;
  readonly file: ConfigurationFile;
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Answer<Data>>;
  /** The data; throws where there is any error. */
  data<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** The adapters that serve in this process, by source. */
  readonly opened: ReadonlyMap<string, Adapter>;
  /** Ends it and keeps its state: what `startGraph({ file })` goes on with. */
  stop(): Promise<ConfigurationFile>;
  close(): Promise<void>;
}

export interface GraphOptions {
  readonly changes?: readonly Change[];
  /** Of an earlier graph, instead of changes. */
  readonly file?: ConfigurationFile;
  /** Whether to wait until alarms and bindings are all there. */
  readonly settled?: boolean;
}

const SETTLED_MS = 30_000;

export async function startGraph(options: GraphOptions = {}): Promise<Graph> {
  const file = options.file ?? writeConfiguration(...(options.changes ?? []));
  const opened = new Map<string, Adapter>();
  const modules = new Map(
    [...adapters].map(([type, module]) => [
      type,
      {
        ...module,
        open(given: unknown, tools: Parameters<typeof module.open>[1]) {
          const adapter = module.open(given, tools);
          opened.set(adapter.source, adapter);
          return adapter;
        },
      },
    ]),
  );
  const configuration = loadConfiguration(file.path, modules, process.env);
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });
  const gateway = await startGateway({
    configuration,
    host: '127.0.0.1',
    port: 0,
    stateRoot: file.folder,
    log,
    modules,
  });
  const { url } = gateway;
  const graph: Graph = {
    url,
    file,
    ask: (query, variables) => ask(url, query, variables),
    data: (query, variables) => dataOf(url, query, variables),
    opened,
    async stop() {
      await gateway.close();
      return file;
    },
    async close() {
      await gateway.close();
      file.remove();
    },
  };
  try {
    if (options.settled !== false) await settled(graph);
    return graph;
  } catch (error) {
    await graph.close();
    throw error;
  }
}

/** In sync, and every object of an open alarm looked up and placed: then a question about places has a complete answer. */
export async function settled(graph: Pick<Graph, 'data'>): Promise<void> {
  interface Known {
    readonly alarms: { readonly complete: boolean } | null;
    readonly inside: { readonly complete: boolean } | null;
  }
  await within(SETTLED_MS, 'Alarms and bindings', async () => {
    const { alarms, inside } = await graph.data<Known>(
      `{ alarms(filter: { objectResolved: true }) { complete }
        inside: alarmSummary(filter: { within: ["zabbix/nothing"] }) { complete } }`,
    );
    return alarms?.complete && inside?.complete;
  });
}
