/** What is to be asked about one object, and what the answers say. Pure: asking itself is the binder's. */
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { AliasTarget } from './alias-entry.ts';
import type { Answer, Nowhere, Place } from './ask.ts';
import type { NativeObject } from './binder.ts';
import { type Decision, type Evidence, decide, firstThatFits } from './decide.ts';
import { type Finding, type NotAsked, type Refused, askedText, lackingText } from './findings.ts';
import type { Variant } from './variants.ts';

export interface Question {
  readonly parts: readonly Part[];
  /** All keys to be asked. */
  readonly keys: readonly IdentifierInput[];
  /** All resources that must be told. */
  readonly ids: readonly string[];
  readonly notAsked: readonly NotAsked[];
}

/** What operators say of an object: by the configuration, or by a pin. */
export interface Said {
  readonly kind: 'ALIAS' | 'PIN';
  readonly targets: readonly AliasTarget[];
}

/** One piece of evidence: keys of which the first that fits counts, or a resource that an operator named. */
type Part =
  | { readonly kind: string; readonly keys: readonly IdentifierInput[] }
  | { readonly kind: string; readonly id: string };

export interface Answers {
  readonly who: ReadonlyMap<string, Answer>;
  readonly where: ReadonlyMap<string, Place>;
  readonly nowhere: ReadonlyMap<string, Nowhere>;
}

export interface Verdict {
  readonly decision: Decision;
  /** Of what was bound. */
  readonly place: Place | null;
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
}

/** Where the object within which an identifier is unique stands. */
export type OuterState = { readonly id: string } | 'PENDING' | 'NOT_BOUND';

/**
 * The question about an object. What operators say decides alone, so nothing else is asked where they said something. An identifier within an
 * object that is not bound cannot be asked; null: as long as that one is pending, this one waits.
 */
export function questionOf(
  object: NativeObject,
  said: Said | null,
  variantsOf: (identifier: Variant) => readonly Variant[],
  outer: (nativeId: string) => OuterState,
): Question | null {
  if (said) return question(said.targets.map((target) => saidPart(said.kind, target)));
  const parts: Part[] = [];
  const notAsked: NotAsked[] = [];
  for (const identifier of object.identifiers) {
    const { within } = identifier;
    // An object within itself would wait for itself.
    const state = within === undefined ? null : within === object.nativeId ? 'NOT_BOUND' : outer(within);
    if (state === 'PENDING') return null;
    if (state === 'NOT_BOUND') {
      notAsked.push({ kind: identifier.type, value: identifier.value, within: within ?? '' });
      continue;
    }
    const scope = state?.id ?? identifier.scope;
    const keys = variantsOf(identifier).map((key) => (scope === undefined ? key : { ...key, scope }));
    if (keys.length > 0) parts.push({ kind: identifier.type, keys });
  }
  return question(parts, notAsked);
}

/** The verdict on a question. `refusal` says whom the configuration does not allow; what an operator named it always does. */
export function verdictOf(
  { parts }: Question,
  { who, where, nowhere }: Answers,
  refusal: (place: Place) => Refused | null,
): Verdict {
  const places = new Map<string, Place>();
  const findings: Finding[] = [];
  const evidence = parts.map((part): Evidence => {
    if ('id' in part) {
      // It may have been merged into another one meanwhile.
      const place = where.get(part.id);
      const fits = place ? [place.id] : [];
      if (place) places.set(place.id, place);
      // Where nobody can tell of it its owner is away. To bind it without its containers would hide it from its site.
      const complete = place !== undefined || nowhere.has(part.id);
      const lacking = place ? {} : { lacking: lackingText(part.id, nowhere.get(part.id)) };
      findings.push({ kind: part.kind, asked: [part.id], fits, refused: [], complete, ...lacking });
      return { kind: part.kind, candidates: fits, complete };
    }
    const refused: Refused[] = [];
    const ways = part.keys.map((key) => {
      const { candidates, complete } = who.get(keyText(key)) ?? { candidates: [], complete: false };
      const admitted = candidates.filter((place) => {
        const no = refusal(place);
        if (no) refused.push(no);
        return no === null;
      });
      for (const place of admitted) places.set(place.id, place);
      return { candidates: admitted.map(({ id }) => id), complete };
    });
    const told = firstThatFits(part.kind, ways);
    const { candidates: fits, complete } = told;
    findings.push({ kind: part.kind, asked: part.keys.map(askedText), fits, refused, complete });
    return told;
  });
  const decision = decide(evidence);
  const place = decision.state === 'BOUND' ? (places.get(decision.id) ?? null) : null;
  return { decision, place, evidence, findings };
}

/** The same text for keys that are one. */
export function keyText({ type, scope, value }: IdentifierInput): string {
  return JSON.stringify([type, scope ?? null, value]);
}

function saidPart(kind: Said['kind'], target: AliasTarget): Part {
  return 'id' in target ? { kind, id: target.id } : { kind, keys: [target] };
}

function question(parts: readonly Part[], notAsked: readonly NotAsked[] = []): Question {
  return {
    parts,
    notAsked,
    keys: parts.flatMap((part) => ('keys' in part ? part.keys : [])),
    ids: parts.flatMap((part) => ('id' in part ? part.id : [])),
  };
}
