import type { Contender } from './contender.ts';
import { PEERS } from './peers.ts';
import { tributary } from './tributary.ts';

export const CONTENDERS: readonly Contender[] = [tributary, ...PEERS];
