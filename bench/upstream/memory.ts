/**
 * What upstreams answer: worked out by graphql-js when a request comes for the first time, and from then on the same bytes with a new
 * stamp. Requests are told apart by all that they say.
 */
import type { Answer } from './light-http.ts';
import { Template } from './stamp.ts';

/** The answer to a GraphQL request as JSON, with marks where stamps belong. */
export type Respond = (path: string, request: GraphQLRequest) => unknown;

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** What is told about the upstream itself: how many answers it has given, by path. */
export const COUNTS_PATH = '/counts';

export interface Counts {
  /** The stamp of the last answer: how many there were. */
  readonly stamp: number;
  readonly byPath: Readonly<Record<string, number>>;
}

/** More different requests than any workload has. */
const MAX_TEMPLATES = 60_000;

export function answerFromMemory(respond: Respond): Answer {
  const paths = new Map<string, { count: number; readonly templates: Map<string, Template> }>();
  let stamp = 0;
  let known = 0;

  return (path, body) => {
    if (path === COUNTS_PATH) {
      const byPath = Object.fromEntries([...paths].map(([one, { count }]) => [one, count]));
      return json(JSON.stringify({ stamp, byPath } satisfies Counts)).stamped(0);
    }
    let at = paths.get(path);
    if (!at) paths.set(path, (at = { count: 0, templates: new Map() }));
    at.count += 1;
    stamp += 1;
    const { templates } = at;
    const template = templates.get(body);
    if (template) return template.stamped(stamp);
    const mine = stamp;
    return (async () => {
      const request = JSON.parse(Buffer.from(body, 'latin1').toString('utf8')) as GraphQLRequest;
      const worked = json(JSON.stringify(await respond(path, request)));
      if (known < MAX_TEMPLATES) {
        known += 1;
        templates.set(body, worked);
      }
      return worked.stamped(mine);
    })();
  };
}

function json(body: string): Template {
  const length = Buffer.byteLength(body);
  return new Template(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
    body,
  );
}
