/** The upstreams of one workload in a process of its own: `upstream/main.ts standard [PORT]`. Says where it serves, on stdout. */
import { WORKLOADS } from '../workloads/all.ts';
import { WORKLOAD_NAMES } from '../workloads/workload.ts';
import { serveLight } from './light-http.ts';
import { answerFromMemory } from './memory.ts';

const [wanted, port = '0'] = process.argv.slice(2);
const name = WORKLOAD_NAMES.find((one) => one === wanted);
if (!name) throw new Error(`The workload must be one of ${WORKLOAD_NAMES.join(', ')}, but got: ${wanted}.`);
const { url } = await serveLight(answerFromMemory(WORKLOADS[name]().respond), Number(port));
console.log(`Upstreams serve ${url}`);
