/** Every law of mediation. Their shares make a hundred. */
import { absence, lostActions } from './absence-laws.ts';
import type { Law } from './law.ts';
import { names } from './names-law.ts';
import { paging } from './paging-law.ts';
import { actions, pieces, precedence, rounds, split } from './split-laws.ts';
import { values } from './values-law.ts';

export const LAWS: readonly Law[] = [
  values,
  names,
  split,
  actions,
  pieces,
  rounds,
  precedence,
  paging,
  absence,
  lostActions,
];
