/** For each law a member that is good but for one thing. */
import type { Broken } from './broken/broken.ts';
import { BROKEN_CONTRACT } from './broken/contract.ts';
import { BROKEN_ENTITIES } from './broken/entities.ts';
import { BROKEN_LISTS } from './broken/lists.ts';
import { BROKEN_QUESTIONS } from './broken/questions.ts';

export const BROKEN: readonly Broken[] = [
  ...BROKEN_CONTRACT,
  ...BROKEN_ENTITIES,
  ...BROKEN_LISTS,
  ...BROKEN_QUESTIONS,
];
