/**
 * The supergraph's life: loaded, checked and swapped by @apollo/gateway, which is given its text and asks nobody. It makes the API
 * schema; plans and execution are ours.
 */
import type { SupergraphSdlUpdateFunction } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../log.ts';
import type { Subgraphs } from '../federation/subgraph.ts';
import { type PlannerOptions, createHivePlanner } from '../plan/hive-planner.ts';
import { PlanCache, type PlanCacheStats } from '../plan/plan-cache.ts';
import type { Planner } from '../plan/planner.ts';
import { ApolloGateway } from './apollo.ts';

export interface Supergraph {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly planner: Planner;
  /** Of a supergraph of others: who answers for each of its subgraphs. Undefined where members answer for domains. */
  readonly subgraphs?: Subgraphs | undefined;
}

export interface SupergraphHolder {
  readonly current: Supergraph;
  /** Puts another supergraph in place of the current one. Throws, and changes nothing, where it is none. */
  update(supergraphSdl: string): void;
  /** Calls back after each change; returns what ends that. */
  onChange(listener: (supergraph: Supergraph) => void): () => void;
  /** Of the plans of all supergraphs that there were. */
  readonly planStats?: PlanCacheStats;
  stop(): Promise<void>;
}

export interface SupergraphOptions {
  /** Of a supergraph of others. */
  readonly subgraphs?: Subgraphs | undefined;
  readonly planning?: PlannerOptions | undefined;
}

export async function openSupergraph(
  supergraphSdl: string,
  log: Log,
  { subgraphs, planning }: SupergraphOptions = {},
): Promise<SupergraphHolder> {
  const hook: { update?: SupergraphSdlUpdateFunction } = {};
  const gateway = new ApolloGateway({
    supergraphSdl: ({ update }) => {
      hook.update = update;
      return Promise.resolve({ supergraphSdl });
    },
    buildService: ({ name }) => ({
      process: () => Promise.reject(new Error(`Members answer for ${name}, not a service of its own.`)),
    }),
    logger: apolloLog(log),
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
  });
  let apiSchema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate((loaded) => {
    apiSchema = loaded.apiSchema;
  });
  const listeners = new Set<(supergraph: Supergraph) => void>();
  const plans = new PlanCache();
  const planner = createHivePlanner(supergraphSdl, { ...planning, plans });
  try {
    await gateway.load();
    await planner.ready;
  } catch (error) {
    planner.close();
    throw error;
  }
  let current: Supergraph = { apiSchema: loadedSchema(apiSchema), supergraphSdl, planner, subgraphs };

  return {
    get current() {
      return current;
    },
    get planStats() {
      return plans.stats;
    },
    update(text) {
      if (text === current.supergraphSdl) return;
      // The planner first: it refuses what the gateway would, before anything has changed.
      const planner = createHivePlanner(text, { ...planning, plans });
      try {
        hook.update?.(text);
      } catch (error) {
        planner.close();
        throw error;
      }
      current.planner.close();
      current = { apiSchema: loadedSchema(apiSchema), supergraphSdl: text, planner, subgraphs };
      for (const listener of listeners) listener(current);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      current.planner.close();
      await gateway.stop();
    },
  };
}

function loadedSchema(schema: GraphQLSchema | undefined): GraphQLSchema {
  if (!schema) throw new Error('A loaded supergraph must have an API schema.');
  return schema;
}

/** Members have URLs, the domains of the supergraph have none. */
const NO_URL = /^Service definition for service .* is missing a url/;

/** What Apollo tells is of use to us alone: its news are our details. */
function apolloLog(log: Log): Record<'debug' | 'info' | 'warn' | 'error', (message?: unknown) => void> {
  return {
    debug: (message) => log.debug({}, String(message)),
    info: (message) => log.debug({}, String(message)),
    warn: (message) => log.warn({}, String(message)),
    error: (message) => {
      if (!NO_URL.test(String(message))) log.error({}, String(message));
    },
  };
}
