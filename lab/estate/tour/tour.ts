/** The guided run through a running estate: each step shows what it claims, and fails where a claim does not hold. */
import type { RunningEstate } from '../scenarios/running-estate.ts';
import { heading, said, shown } from './console-guide.ts';
import { Graph } from './graph.ts';
import type { Guide, Step } from './guide.ts';
import { acknowledged } from './steps/acknowledged.ts';
import { fibreCut } from './steps/fibre-cut.ts';
import { names } from './steps/names.ts';
import { renamed } from './steps/renamed.ts';
import { sameName } from './steps/same-name.ts';
import { sourceDies } from './steps/source-dies.ts';
import { sourceJoins } from './steps/source-joins.ts';
import { whoIsHit } from './steps/who-is-hit.ts';

/** How long a step waits for what must come about. */
const PATIENCE_MS = 45_000;

const STEPS: readonly Step[] = [
  names,
  fibreCut,
  whoIsHit,
  renamed,
  sameName,
  sourceDies,
  acknowledged,
  sourceJoins,
];

/** Leaves the estate as it was, however it ends. @throws ClaimError for the first claim that does not hold. */
export async function tour(
  estate: RunningEstate,
  print: (text: string) => void,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  const guide: Guide = {
    graph: new Graph(estate.gateway, patienceMs),
    estate,
    say: (text) => print(said(text)),
    show: (...told) => print(shown(...told)),
    atEnd: (act) => void undo.push(act),
  };
  await estate.play('restore');
  try {
    for (const [i, step] of STEPS.entries()) {
      print(heading(i + 1, STEPS.length, step.title));
      await step.go(guide);
    }
  } finally {
    for (const act of undo.toReversed()) await act();
    await estate.play('restore');
  }
  print('\nEvery claim holds; the estate is as it was.');
}
