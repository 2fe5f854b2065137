/** Whether an answer is right: the data, and that each value in it is as fresh as it must be. */
import { NUMBER_STAMPS, unstamp } from '../upstream/stamp.ts';

/** The stamps of the upstreams before and after. */
export interface Window {
  /** Every value must be of a later answer than this. */
  readonly after: number;
  /** And none of one that had not been given yet. */
  readonly until: number;
}

/** What is wrong with it; null where nothing is. `expected` is data as JSON, with marks for stamps. */
export function faultOf(
  answer: string,
  expected: ReadonlySet<string>,
  { after, until }: Window,
): string | null {
  let parsed: { readonly data?: unknown; readonly errors?: unknown };
  try {
    parsed = JSON.parse(answer) as typeof parsed;
  } catch {
    return `it is no JSON: ${answer.slice(0, 200)}`;
  }
  if (parsed.errors !== undefined) return `it has errors: ${JSON.stringify(parsed.errors).slice(0, 300)}`;
  const { text, inTexts, inNumbers } = unstamp(JSON.stringify(parsed.data) ?? 'null');
  if (!expected.has(text)) return differs(text, [...expected][0] ?? '', expected.size);
  if (inTexts.size === 0) return 'nothing in it says how fresh it is';
  for (const stamp of inTexts)
    if (stamp <= after || stamp > until)
      return `it has a value of upstream answer ${stamp}, but must be made of those after ${after} up to ${until}`;
  // Where more have been given than a number can tell apart, texts alone must do.
  if (until - after >= NUMBER_STAMPS) return null;
  for (const stamp of inNumbers) {
    const late = (stamp - (after % NUMBER_STAMPS) + NUMBER_STAMPS) % NUMBER_STAMPS;
    if (late === 0 || late > until - after) return `it has a number of an upstream answer that is too old`;
  }
  return null;
}

function differs(got: string, wanted: string, candidates: number): string {
  let at = 0;
  while (at < got.length && got[at] === wanted[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 40), at + 60);
  const others = candidates > 1 ? ` (the first of ${candidates} right ones)` : '';
  return `from character ${at} on it says ${around(got)} instead of ${around(wanted)}${others}`;
}
