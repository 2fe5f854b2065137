/**
 * What calls alone cost: the calls of one answer of the hand-written backend, in the same order and with the same waits, made again for
 * every request. What comes back is read, parsed and looked through for errors; what goes out is always the first answer, serialised like
 * any other. So what this has less to do is to make one of the other. `hand-written/constant.ts UPSTREAM_URL PORT REQUEST`, REQUEST the
 * request as JSON.
 */
import { fastify } from 'fastify';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { asking } from './ask.ts';
import { type Send, sendTo } from './members.ts';
import { type WorstAlarmsRequest, worstAlarms } from './worst-alarms.ts';

interface Call {
  readonly path: string;
  readonly body: string;
}

/** Calls that are under way together; the next ones wait for all of them. */
interface Batch {
  readonly calls: Call[];
  underWay: number;
}

const [upstream = '', port, request = '{}'] = process.argv.slice(2);
const send = sendTo(upstream);
const { variables } = JSON.parse(request) as { readonly variables: WorstAlarmsRequest };

/** In the order of their beginning; inventories and catalogues do not wait for each other. */
const batches: Readonly<Record<Domain, Batch[]>> = { faults: [], inventory: [], services: [] };
const recording: Send = async (path, body) => {
  const ofDomain = batches[DOMAINS.find((domain) => path.endsWith(`/${domain}`)) ?? 'faults'];
  let batch = ofDomain.at(-1);
  if (!batch || batch.underWay === 0) ofDomain.push((batch = { calls: [], underWay: 0 }));
  batch.calls.push({ path, body });
  batch.underWay += 1;
  try {
    return await send(path, body);
  } finally {
    batch.underWay -= 1;
  }
};
const answer = { data: await worstAlarms(asking(recording), variables) };

/** Everything that a domain answers. */
async function again(domain: Domain): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const { calls } of batches[domain])
    answers.push(
      ...(await Promise.all(
        calls.map(async ({ path, body }): Promise<unknown> => JSON.parse(await send(path, body))),
      )),
    );
  return answers;
}

const app = fastify();
app.post('/graphql', async () => {
  const alarms = await again('faults');
  const others = await Promise.all([again('inventory'), again('services')]);
  // All of it is in hand now, as it is for whoever makes something of it.
  for (const one of [alarms, ...others].flat() as { readonly errors?: unknown }[])
    if (one.errors) throw new Error('A member has answered errors.');
  return answer;
});

console.log(`A constant is served at ${await app.listen({ host: '127.0.0.1', port: Number(port) })}`);
