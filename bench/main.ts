/** `npm run bench`: Tributary beside its peers, over the same upstreams, under the same load, in turn. */
import { parseArgs } from 'node:util';
import { CONTENDERS } from './contenders/all.ts';
import { wrkVersion } from './load/wrk.ts';
import { runWorkload } from './run/run-workload.ts';
import { WORKLOADS } from './workloads/all.ts';
import { WORKLOAD_NAMES } from './workloads/workload.ts';

const { values } = parseArgs({
  options: {
    workload: { type: 'string' },
    only: { type: 'string' },
    coalesce: { type: 'boolean', default: false },
    connections: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '8' },
  },
});
console.log(`wrk ${wrkVersion()}`);
for (const name of WORKLOAD_NAMES.filter((one) => !values.workload || one === values.workload)) {
  console.log(`\n${name}`);
  await runWorkload(
    WORKLOADS[name](),
    CONTENDERS.filter(
      (c) => c.workloads.includes(name) && (!values.only || values.only.split(',').includes(c.id)),
    ),
    values.coalesce,
    {
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      warmSeconds: 10,
      connections: Number(values.connections),
    },
    (line) => console.log(line),
  );
}
