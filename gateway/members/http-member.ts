/** A member elsewhere, at an endpoint of its own. */
import type { Domain } from '#schema/domains.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { Member, MemberRequest } from '#schema/ports/member.ts';
import { ByteCache } from '../byte-cache.ts';
import { type HttpEndpointOptions, createHttpEndpoint } from './http-endpoint.ts';

export interface HttpMemberOptions extends HttpEndpointOptions {
  readonly domain: Domain;
  readonly role: Member['role'];
  readonly regions: readonly string[];
  readonly contributes: Member['contributes'];
}

export interface HttpMember extends Member {
  /** As the last answer has shown, of the source behind it too; CONNECTING before the first. */
  status(): SourceStatus;
  close(): Promise<void>;
}

export function createHttpMember(options: HttpMemberOptions): HttpMember {
  const { source, domain, role, regions, contributes } = options;
  const endpoint = createHttpEndpoint(options);
  return {
    domain,
    source,
    role,
    regions,
    contributes,
    status: () => endpoint.status(),
    close: () => endpoint.close(),
    async execute(request, call) {
      const { response, isPlain } = await endpoint.send(bodyOf(request), call, kindOf(request.query));
      return isPlain ? { ...response, isPlain } : response;
    },
  };
}

/** What begins with a query is one: without a name for it, a document has one operation. Anything else may change something. */
function kindOf(document: string): 'query' | 'mutation' {
  return /^\s*(?:query\b|\{)/.test(document) ? 'query' : 'mutation';
}

/** Documents come again and again. */
const MAX_DOCUMENTS_MIB = 4;
const documents = new ByteCache<string>(MAX_DOCUMENTS_MIB);

/** What several members are asked in common is written once. */
const written = new WeakMap<object, string>();

function bodyOf({ query, variables = {} }: MemberRequest): string {
  let values = '';
  for (const [name, value] of Object.entries(variables)) {
    const text = textOf(value);
    if (text !== undefined) values += `${values === '' ? '' : ','}${JSON.stringify(name)}:${text}`;
  }
  return `{"query":${documentOf(query)},"variables":{${values}}}`;
}

function documentOf(query: string): string {
  let text = documents.get(query);
  if (text === undefined) {
    text = JSON.stringify(query);
    documents.set(query, text, 2 * text.length);
  }
  return text;
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = written.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    written.set(value, text);
  }
  return text;
}
