import type { Contender } from './contender.ts';
import { constant, handWritten } from './hand-written.ts';
import { PEERS } from './peers.ts';
import { tributary } from './tributary.ts';

export const CONTENDERS: readonly Contender[] = [tributary, ...PEERS, handWritten, constant];
