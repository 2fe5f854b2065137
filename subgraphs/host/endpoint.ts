/** One domain of one source, ready to be asked: in process by the gateway, over HTTP by anybody. */
import { type DocumentNode, type ExecutionResult, type GraphQLError, execute } from 'graphql';
import { type CallCount, countingIn } from '#adapters/kit/count-calls.ts';
import type { Log } from '#adapters/kit/log.ts';
import type { Manifest } from '#adapters/kit/module.ts';
import type { Domain } from '#schema/domains.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Freshness, Member } from '#schema/ports/member.ts';
import type { SubgraphContext } from '../resolve/context.ts';
import { presentErrors } from '../resolve/errors.ts';
import { Loaders } from '../resolve/loaders.ts';
import { whileWanted } from './abort.ts';
import { type Port, type Subgraph, portOf, subgraphOf } from './subgraphs.ts';

export interface Operation {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** Always with `extensions.tributary`. */
export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions: { readonly tributary: Freshness };
}

export class Endpoint {
  readonly domain: Domain;
  readonly source: string;
  readonly role: Member['role'];
  readonly subgraph: Subgraph;
  readonly #adapter: Adapter;
  readonly #port: Port;
  readonly #log: Log;

  /** @throws TypeError where the adapter has no port of the domain. */
  constructor(adapter: Adapter, domain: Domain, manifest: Manifest, log: Log) {
    const port = portOf(adapter, domain);
    if (!port) throw new TypeError(`The adapter of "${adapter.source}" must answer the domain ${domain}.`);
    this.domain = domain;
    this.source = adapter.source;
    this.role = manifest.domains[domain]?.role ?? 'ENUMERATES';
    this.subgraph = subgraphOf(domain);
    this.#adapter = adapter;
    this.#port = port;
    this.#log = log;
  }

  /** Answers an operation. Rejects with the signal's reason as soon as the call is aborted, and never otherwise. */
  async run(operation: Operation, call: Call): Promise<Answer> {
    const context: SubgraphContext<Port> = {
      domain: this.domain,
      source: this.source,
      role: this.role,
      port: this.#port,
      call,
      loaders: new Loaders(call),
    };
    const count: CallCount = { calls: 0 };
    const result = await whileWanted(call.signal, async () =>
      countingIn(count, () =>
        execute({
          schema: this.subgraph.schema,
          document: operation.document,
          variableValues: operation.variables,
          operationName: operation.operationName,
          contextValue: context,
        }),
      ),
    );
    return this.#answer(result, count.calls);
  }

  /** An answer that nobody was asked for: the request itself is at fault. */
  refuse(errors: readonly GraphQLError[]): Answer {
    return { errors, extensions: this.#extensions(0) };
  }

  #answer({ data, errors }: ExecutionResult, calls: number): Answer {
    const origin = { domain: this.domain, source: this.source, log: this.#log };
    return {
      ...(errors && { errors: presentErrors(errors, origin) }),
      ...(data !== undefined && { data }),
      extensions: this.#extensions(calls),
    };
  }

  #extensions(upstreamCalls: number): Answer['extensions'] {
    return { tributary: { ...this.#adapter.status(), upstreamCalls } };
  }
}
