/** How a text is compared with a StringMatch of the contract: by code point, so with regard to case. */
import type { StringMatch } from '#schema/types/inventory.ts';
import { type Conditions, matcherOf } from './conditions.ts';

const CONDITIONS: Conditions<string, StringMatch> = {
  equals: (wanted) => (text) => text === wanted,
  in: (wanted) => (text) => wanted.includes(text),
  startsWith: (wanted) => (text) => text.startsWith(wanted),
  contains: (wanted) => (text) => text.includes(wanted),
};

/** A text that could not be told matches nothing. */
export function textMatcher(match: StringMatch): (text: string | null | undefined) => boolean {
  const matches = matcherOf(CONDITIONS, match);
  return (text) => text !== null && text !== undefined && matches(text);
}

export function matchesText(text: string | null | undefined, match: StringMatch): boolean {
  return textMatcher(match)(text);
}
