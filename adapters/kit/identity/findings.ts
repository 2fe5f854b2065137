/** Why an object is on something, or on nothing: what was asked, who fits, who was refused; as data, and in a sentence. */
import { parseId, sourceOf } from '#schema/ids.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { Among, Nowhere, Place } from './ask.ts';
import type { Decision } from './decide.ts';

/** What the graph said to one thing that is known of an object. */
export interface Finding {
  /** NAME and so on; ALIAS or PIN where an operator has said it. */
  readonly kind: string;
  /** What was asked for, the most specific first. */
  readonly asked: readonly string[];
  /** The ids that fit. */
  readonly fits: readonly string[];
  /** Who is known by it, and may not be bound. */
  readonly refused: readonly Refused[];
  /** False where an inventory that might know more could not be asked. */
  readonly complete: boolean;
  /** Of a resource that an operator has named by its id: why it is not to be had. */
  readonly lacking?: string;
}

export interface Refused {
  readonly id: string;
  readonly why: string;
}

/** An identifier that could not be asked for: it is unique within an object that is not bound. */
export interface NotAsked {
  readonly kind: string;
  readonly value: string;
  readonly within: string;
}

export interface Explanation {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly notAsked: readonly NotAsked[];
}

export const NOT_YET: Explanation = {
  text: 'It has not been looked up yet.',
  findings: [],
  notAsked: [],
};

const MOST_NAMED = 3;
const LONGEST = 80;

export function explain(
  { state }: Decision,
  findings: readonly Finding[],
  notAsked: readonly NotAsked[],
): Explanation {
  return {
    text: [sentence(state, findings, notAsked), ...asides(findings, notAsked)].join(' '),
    findings,
    notAsked,
  };
}

export function askedText({ type, scope, value }: IdentifierInput): string {
  return `${type} ${quoted(value)}${scope ? ` in ${cut(scope)}` : ''}`;
}

/** Why a candidate may not be bound; null where it may. */
export function refusal({ id, region }: Place, { namespaces, regions }: Among): Refused | null {
  if (namespaces.length > 0 && !namespaces.includes(parseId(id)?.source ?? ''))
    return { id, why: `its source is none of the namespaces ${namespaces.join(', ')}` };
  if (regions.length === 0 || (region !== null && regions.includes(region))) return null;
  return {
    id,
    why: `${region === null ? 'nobody says its region, which' : `its region ${cut(region)}`} is none of ${regions.join(', ')}`,
  };
}

/** Why the resource of an id is not to be had; without `nowhere` its owner could not be asked. */
export function lackingText(id: string, nowhere: Nowhere | undefined): string {
  const source = sourceOf(id);
  switch (nowhere) {
    case 'NO_SOURCE':
      return `no source "${cut(source)}" is configured`;
    case 'NO_RECORD':
      return `${source} has no such record`;
    case undefined:
      return `${source} does not answer`;
  }
}

/** A first, a second and 3 more. */
export function listed(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED;
  return more > 0 ? `${texts.slice(0, MOST_NAMED).join(', ')} and ${more} more` : texts.join(', ');
}

function sentence(
  state: Decision['state'],
  findings: readonly Finding[],
  notAsked: readonly NotAsked[],
): string {
  const telling = findings.filter(({ fits }) => fits.length > 0);
  const lacking = findings.flatMap((finding) =>
    finding.lacking ? `${named(finding)}: ${finding.lacking}` : [],
  );
  switch (state) {
    case 'BOUND':
      return `It is known by ${listed(telling.map(named))}.`;
    case 'PENDING':
      return lacking.length > 0 ? `${listed(lacking)}.` : 'An inventory that may know it does not answer.';
    case 'UNKNOWN':
      if (lacking.length > 0) return `${listed(lacking)}.`;
      if (findings.length > 0) return `No inventory knows ${listed(findings.map(named))}.`;
      return notAsked.length > 0
        ? 'It could not be looked up.'
        : 'Its source gives nothing to look it up by.';
    case 'AMBIGUOUS': {
      const fits = telling.map((finding) => `${named(finding)} fits ${listed(finding.fits)}`);
      const one = telling.length === 1 || fitsInCommon(telling);
      return `${one ? 'Several fit' : 'What is known of it contradicts itself'}: ${listed(fits)}.`;
    }
  }
}

function asides(findings: readonly Finding[], notAsked: readonly NotAsked[]): string[] {
  const refused = new Map(findings.flatMap((finding) => finding.refused).map((one) => [one.id, one]));
  return [
    ...(refused.size === 0
      ? []
      : [`Refused: ${listed(Array.from(refused.values(), ({ id, why }) => `${id} (${why})`))}.`]),
    ...(notAsked.length === 0
      ? []
      : [
          `Not asked: ${listed(notAsked.map(({ kind, value, within }) => `${kind} ${quoted(value)}, because ${cut(within)}, in which it is, is not bound`))}.`,
        ]),
  ];
}

function fitsInCommon(telling: readonly Finding[]): boolean {
  return telling[0]?.fits.some((id) => telling.every(({ fits }) => fits.includes(id))) ?? false;
}

function named({ asked: [first = ''], kind }: Finding): string {
  return kind === 'ALIAS' || kind === 'PIN' ? `${kind} to ${first}` : first;
}

function quoted(text: string): string {
  return JSON.stringify(cut(text));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
