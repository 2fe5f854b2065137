import { noc } from './noc/workload.ts';
import { distinct, standard } from './shop/workloads.ts';
import type { Workload, WorkloadName } from './workload.ts';

export const WORKLOADS: Readonly<Record<WorkloadName, () => Workload>> = { standard, distinct, noc };
