/** Serves the NOC screen on Fastify: `hand-written/main.ts UPSTREAM_URL PORT`. */
import { fastify } from 'fastify';
import { asking } from './ask.ts';
import { sendTo } from './members.ts';
import { type WorstAlarmsRequest, worstAlarms } from './worst-alarms.ts';

const [upstream = '', port] = process.argv.slice(2);
const ask = asking(sendTo(upstream));
const app = fastify();

app.post<{ Body: { readonly variables: WorstAlarmsRequest } }>('/graphql', async ({ body }) => ({
  data: await worstAlarms(ask, body.variables),
}));

console.log(`The hand-written backend serves ${await app.listen({ host: '127.0.0.1', port: Number(port) })}`);
