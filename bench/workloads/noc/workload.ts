/** The workload over members. */
import { readFileSync } from 'node:fs';
import { asking } from '../../hand-written/ask.ts';
import { worstAlarms } from '../../hand-written/worst-alarms.ts';
import type { GraphQLRequest, Respond } from '../../upstream/memory.ts';
import type { Workload } from '../workload.ts';
import { nocUpstreams } from './estate.ts';

const QUERY = readFileSync(new URL('noc.graphql', import.meta.url), 'utf8');
const VARIABLES = { first: 50, severities: ['CRITICAL', 'MAJOR'] };

export function noc(): Workload {
  const respond = nocUpstreams();
  return {
    name: 'noc',
    title: 'fifty alarms with resources, sites, services and customers, over eight members',
    requests: [JSON.stringify({ query: QUERY, variables: VARIABLES })],
    respond,
    // By hand, over the same members: that this is what the gateway answers is what a test is for.
    expected: async () => [JSON.stringify(await worstAlarms(asking(sending(respond)), VARIABLES))],
  };
}

function sending(respond: Respond) {
  return async (path: string, body: string): Promise<string> =>
    JSON.stringify(await respond(path, JSON.parse(body) as GraphQLRequest));
}
