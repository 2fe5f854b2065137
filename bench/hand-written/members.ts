/** The members over HTTP: one pool of connections, each call a query with its variables. */
import { Pool } from 'undici';

/** Sends a GraphQL request as JSON and gives the text of the answer. */
export type Send = (path: string, body: string) => Promise<string>;

const CONNECTIONS = 32;
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** `origin` has all members. @throws Error where an answer has another status than 200. */
export function sendTo(origin: string): Send {
  const pools = new Map<string, Pool>();
  return async (path, body) => {
    let pool = pools.get(path);
    if (!pool) pools.set(path, (pool = new Pool(origin, { connections: CONNECTIONS })));
    const answer = await pool.request({ path, method: 'POST', headers: HEADERS, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${path} answered with status ${answer.statusCode}.`);
    return text;
  };
}
