/** The subgraphs that a supergraph names, each at its own endpoint. */
import { type EnumValueDefinitionNode, Kind, parse } from 'graphql';
import { directive } from '#schema/rules.ts';
import { TributaryError } from '#schema/errors.ts';
import { type HttpEndpoint, type HttpEndpointOptions, createHttpEndpoint } from '../members/http-endpoint.ts';
import type { Subgraph, Subgraphs } from './subgraph.ts';

export type SubgraphLimits = Pick<HttpEndpointOptions, 'timeoutMs' | 'maxResponseBytes' | 'coalesce'>;

export interface OpenSubgraphs {
  readonly subgraphs: Subgraphs;
  readonly endpoints: ReadonlyMap<string, HttpEndpoint>;
  close(): Promise<void>;
}

/** @throws TributaryError CONFIGURATION_INVALID where the text is no supergraph, or a subgraph has no URL that can be asked. */
export function openSubgraphs(supergraphSdl: string, limits: SubgraphLimits): OpenSubgraphs {
  const graphs = graphsOf(supergraphSdl);
  const faults = graphs.flatMap(({ name, url }) =>
    /^https?:\/\//.test(url) && URL.canParse(url)
      ? []
      : [`Subgraph "${name}" must have a URL of http or https, but got: ${JSON.stringify(url)}.`],
  );
  if (graphs.length === 0) faults.push('A supergraph must name its subgraphs in the enum `join__Graph`.');
  if (faults.length > 0) throw new TributaryError('CONFIGURATION_INVALID', faults.join('\n'));
  const endpoints = new Map(
    graphs.map(({ name, url }) => [name, createHttpEndpoint({ source: name, url, ...limits })] as const),
  );
  return {
    subgraphs: new Map([...endpoints].map(([name, endpoint]) => [name, subgraphAt(name, endpoint)])),
    endpoints,
    close: async () => {
      await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
    },
  };
}

function subgraphAt(name: string, endpoint: HttpEndpoint): Subgraph {
  return {
    source: name,
    domain: name,
    regions: [],
    send: (body, call, kind) => endpoint.send(body, call, kind),
  };
}

function graphsOf(supergraphSdl: string): { readonly name: string; readonly url: string }[] {
  let definitions;
  try {
    ({ definitions } = parse(supergraphSdl, { noLocation: true }));
  } catch (cause) {
    throw new TributaryError(
      'CONFIGURATION_INVALID',
      `A supergraph must be GraphQL SDL, but: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  return definitions
    .filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .filter(({ name }) => name.value === 'join__Graph')
    .flatMap(({ values = [] }) => values.map(graphOf));
}

function graphOf(value: EnumValueDefinitionNode): { readonly name: string; readonly url: string } {
  const said = directive(value, 'join__graph');
  return { name: said?.['name'] ?? value.name.value, url: said?.['url'] ?? '' };
}
