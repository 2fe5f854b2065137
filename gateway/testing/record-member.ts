/** Members of the contracts over records in memory: what tests hold the mediation against. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, execute, parse, validate } from 'graphql';
import { contractDocument } from '#schema/contracts.ts';
import type { Domain } from '#schema/domains.ts';
import type { Member, MemberRequest, MemberResponse } from '#schema/ports/member.ts';
import { ByteCache } from '../byte-cache.ts';
import {
  type Asked,
  type Manner,
  type Shelf,
  type TestRecord,
  holdingsOf,
  recordResolver,
} from './record-resolvers.ts';

export type { TestRecord } from './record-resolvers.ts';

export interface TestMember extends Member {
  readonly requests: MemberRequest[];
  /** Set to make it fail. */
  failure: Error | null;
}

export interface RecordMemberOptions extends Partial<Pick<Member, 'role' | 'contributes' | 'regions'>> {
  /** What it holds besides the domain's first kind of records. */
  readonly more?: Partial<Record<Shelf, readonly TestRecord[]>>;
  readonly manner?: Manner;
}

const FIRST_SHELF: Readonly<Record<Domain, Shelf>> = {
  inventory: 'resources',
  faults: 'alarms',
  services: 'services',
};

export function recordMember(
  domain: Domain,
  source: string,
  records: readonly TestRecord[],
  { more = {}, manner, ...options }: RecordMemberOptions = {},
): TestMember {
  const holdings = holdingsOf({ ...more, [FIRST_SHELF[domain]]: records }, manner);
  const member: TestMember = {
    domain,
    source,
    role: 'ENUMERATES',
    contributes: {},
    regions: [],
    ...options,
    requests: [],
    failure: null,
    async execute(request) {
      member.requests.push(request);
      if (member.failure) throw member.failure;
      const { data, errors } = await execute({
        schema: contractSchema(domain),
        document: document(domain, request.query),
        variableValues: request.variables ?? {},
        contextValue: holdings,
        fieldResolver: recordResolver,
      });
      return { ...(data !== undefined && { data }), ...(errors && { errors }) } as MemberResponse;
    },
  };
  return member;
}

const schemas = new Map<Domain, GraphQLSchema>();

function contractSchema(domain: Domain): GraphQLSchema {
  let schema = schemas.get(domain);
  if (!schema) {
    const reference = { __resolveReference: ({ id }: { id: string }): Asked => ({ id, asked: true }) };
    const types = { inventory: ['Resource'], faults: ['Resource', 'Alarm'], services: SERVICE_ENTITIES };
    const resolvers = Object.fromEntries(types[domain].map((type) => [type, reference]));
    schema = buildSubgraphSchema([{ typeDefs: contractDocument(domain), resolvers }]);
    schemas.set(domain, schema);
  }
  return schema;
}
const SERVICE_ENTITIES = ['Resource', 'Service', 'Customer'];

const documents = new ByteCache<DocumentNode>(64);

/** A request that a member would refuse is a fault of the gateway's: it is not answered. */
function document(domain: Domain, query: string): DocumentNode {
  const key = `${domain} ${query}`;
  const known = documents.get(key);
  if (known) return known;
  const read = parse(query, { noLocation: true });
  const [error] = validate(contractSchema(domain), read);
  if (error) throw error;
  documents.set(key, read, 100 * query.length);
  return read;
}
