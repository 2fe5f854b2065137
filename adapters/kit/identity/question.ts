/** What is to be asked about one object, and what the answers say. Pure: asking itself is the binder's. */
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { AliasTarget } from './alias-entry.ts';
import type { Answer, Place } from './ask.ts';
import type { NativeObject } from './binder.ts';
import { type Decision, type Evidence, decide, firstThatFits } from './decide.ts';
import type { Variant } from './variants.ts';

export interface Question {
  readonly parts: readonly Part[];
  /** All keys to be asked. */
  readonly keys: readonly IdentifierInput[];
  /** All resources that must be told. */
  readonly ids: readonly string[];
}

/** One piece of evidence: keys of which the first that fits counts, or a resource that an operator named. */
type Part =
  | { readonly kind: string; readonly keys: readonly IdentifierInput[] }
  | { readonly kind: string; readonly id: string };

export interface Answers {
  readonly who: ReadonlyMap<string, Answer>;
  readonly where: ReadonlyMap<string, Place>;
}

export interface Verdict {
  readonly decision: Decision;
  /** Of what was bound. */
  readonly place: Place | null;
}

/** Where the object within which an identifier is unique stands. */
export type OuterState = { readonly id: string } | 'PENDING' | 'NOT_BOUND';

/**
 * The question about an object. Aliases decide alone, so nothing else is asked where there are some. An identifier within an
 * object that is not bound cannot be asked; null: as long as that one is pending, this one waits.
 */
export function questionOf(
  object: NativeObject,
  aliases: readonly AliasTarget[],
  variantsOf: (identifier: Variant) => readonly Variant[],
  outer: (nativeId: string) => OuterState,
): Question | null {
  if (aliases.length > 0) return question(aliases.map(aliasPart));
  const parts: Part[] = [];
  for (const identifier of object.identifiers) {
    const { within } = identifier;
    // An object within itself would wait for itself.
    const state = within === undefined ? null : within === object.nativeId ? 'NOT_BOUND' : outer(within);
    if (state === 'PENDING') return null;
    if (state === 'NOT_BOUND') continue;
    const scope = state?.id ?? identifier.scope;
    const keys = variantsOf(identifier).map((key) => (scope === undefined ? key : { ...key, scope }));
    if (keys.length > 0) parts.push({ kind: identifier.type, keys });
  }
  return question(parts);
}

/** The verdict on a question. `admits` says which candidates the configuration allows; what an operator named it always does. */
export function verdictOf(
  { parts }: Question,
  { who, where }: Answers,
  admits: (place: Place) => boolean,
): Verdict {
  const places = new Map<string, Place>();
  const evidence = parts.map((part): Evidence => {
    if ('id' in part) {
      const place = where.get(part.id);
      if (place) places.set(part.id, place);
      // Nobody can tell of it: its owner may be away. To bind it without its containers would hide it from its site.
      return { kind: part.kind, candidates: place ? [part.id] : [], complete: place !== undefined };
    }
    const ways = part.keys.map((key) => {
      const answer = who.get(keyText(key)) ?? { candidates: [], complete: false };
      const admitted = answer.candidates.filter(admits);
      for (const place of admitted) places.set(place.id, place);
      return { candidates: admitted.map(({ id }) => id), complete: answer.complete };
    });
    return firstThatFits(part.kind, ways);
  });
  const decision = decide(evidence);
  return { decision, place: decision.state === 'BOUND' ? (places.get(decision.id) ?? null) : null };
}

/** The same text for keys that are one. */
export function keyText({ type, scope, value }: IdentifierInput): string {
  return JSON.stringify([type, scope ?? null, value]);
}

function aliasPart(target: AliasTarget): Part {
  return 'id' in target ? { kind: 'ALIAS', id: target.id } : { kind: 'ALIAS', keys: [target] };
}

function question(parts: readonly Part[]): Question {
  return {
    parts,
    keys: parts.flatMap((part) => ('keys' in part ? part.keys : [])),
    ids: parts.flatMap((part) => ('id' in part ? part.id : [])),
  };
}
