/** Looks again at what is bound: when its strong identifiers change, from time to time, and as long as it is contested. */
import { MAX_BATCH } from '#schema/ports/page.ts';
import { askAll } from './ask-all.ts';
import type { NativeObject } from './binder.ts';
import { ANYBODY, type Desk, outerState } from './desk.ts';
import { type Finding, listed } from './findings.ts';
import { type Answers, type Question, questionOf, verdictOf } from './question.ts';
import type { StoredBinding } from './records.ts';
import { review, strongPart, strongText } from './review.ts';
import type { Told } from './unbound.ts';

interface Reviewed {
  readonly object: NativeObject;
  readonly question: Question;
}

export class SecondLook {
  readonly #desk: Desk;
  /** Why bindings are set aside, by object. */
  readonly #why = new Map<string, Told>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** A bound object was observed. What an operator has said of is not doubted. */
  observe(binding: StoredBinding, object: NativeObject, isNew: boolean): void {
    if (binding.alias !== null) return;
    const contested = binding.contested === 'EVIDENCE' && isNew;
    if (contested || strongText(object) !== binding.observed) this.#desk.reviews.now(object.nativeId);
  }

  /** Everything that is bound on evidence and observed is to be looked at. */
  doubtAll(): void {
    for (const object of this.#desk.observed.values()) {
      const binding = this.#desk.kept.index.get(object.nativeId);
      if (binding?.alias === null && strongPart(object).identifiers.length > 0)
        this.#desk.reviews.now(object.nativeId);
    }
  }

  /** Why the binding of an object is set aside. */
  why({ nativeId, id }: StoredBinding): Told {
    const known = this.#why.get(nativeId);
    if (known) return known;
    const told = asTold(`It was bound to ${id}, until what is known of it spoke against that.`);
    this.#why.set(nativeId, told);
    return told;
  }

  /** The object is gone, or bound. */
  drop(nativeId: string): void {
    this.#why.delete(nativeId);
    this.#desk.reviews.drop(nativeId);
  }

  /** One query for those that are ready. @throws TributaryError, where the graph could not be asked: they are ready again. */
  async lookAgain(): Promise<void> {
    const { graph, kept, reviews, signal } = this.#desk;
    const group = this.#nextGroup();
    let answers: Answers;
    try {
      const questions = group.map(({ question }) => question);
      // Of everybody: a binding that somebody still speaks for is not set aside, wherever that one is.
      answers = await askAll(graph, questions, ANYBODY, { signal }, 'Review');
    } catch (error) {
      for (const { object } of group) reviews.now(object.nativeId);
      throw error;
    }
    for (const one of group) this.#conclude(one, answers);
    kept.flush();
  }

  #nextGroup(): Reviewed[] {
    const { kept, observed, reviews, variantsOf, now, retryMs } = this.#desk;
    const group: Reviewed[] = [];
    let keys = 0;
    for (let nativeId = reviews.take(); nativeId !== null; nativeId = reviews.take()) {
      const object = observed.get(nativeId);
      if (!object || !kept.get(nativeId)) continue;
      const question = questionOf(strongPart(object), null, variantsOf, (outer) =>
        outerState(this.#desk, outer),
      );
      if (!question) {
        reviews.later(nativeId, now() + retryMs);
        continue;
      }
      group.push({ object, question });
      keys += question.keys.length;
      if (keys >= MAX_BATCH) break;
    }
    return group;
  }

  #conclude({ object, question }: Reviewed, answers: Answers): void {
    const { kept, observed, reviews, now, retryMs } = this.#desk;
    const { nativeId } = object;
    const binding = kept.get(nativeId);
    // It may have been told of with other identifiers meanwhile: then it is looked at once more.
    if (!binding || binding.alias !== null || observed.get(nativeId) !== object) return;
    const { evidence, findings } = verdictOf(question, answers, (place) =>
      place.id === binding.id ? null : kept.refusal(place),
    );
    const told = review(evidence, binding.id);
    if (told.verdict === 'STANDS') return this.#restore(binding, strongText(object));
    if (told.verdict === 'CONTRADICTED') this.#contest(binding, object, told.other, told.kinds, findings);
    if (told.verdict === 'UNTOLD' || kept.get(nativeId)?.contested === 'EVIDENCE')
      reviews.later(nativeId, now() + retryMs);
  }

  #restore(binding: StoredBinding, strong: string | null): void {
    const { kept, observed, unbound, log } = this.#desk;
    const { nativeId, id, contested } = binding;
    // What it is in is still set aside.
    if (contested === 'OUTER') return;
    kept.confirm(binding, strong);
    if (contested === null) return;
    this.#why.delete(nativeId);
    log.info({ nativeId, id }, 'Nothing speaks against a binding any more: it stands again.');
    for (const inner of observed.inside(nativeId)) {
      const bound = kept.get(inner);
      if (bound?.contested === 'OUTER') {
        this.#why.delete(inner);
        kept.confirm(bound, bound.observed);
      } else if (!bound) unbound.wake(inner);
    }
  }

  #contest(
    binding: StoredBinding,
    object: NativeObject,
    other: string,
    kinds: readonly string[],
    findings: readonly Finding[],
  ): void {
    const { kept, observed, log } = this.#desk;
    const { nativeId, id, contested } = binding;
    const asked = findings.filter(({ fits }) => fits.length > 0).flatMap((finding) => finding.asked[0] ?? []);
    const text = `It was bound to ${id}, but ${listed(asked)} names ${other} and nothing names ${id}. An operator must say which it is: npm run bindings -- pin.`;
    if (contested === null || this.#why.get(nativeId)?.explanation.text !== text) {
      const told: Told = { state: 'AMBIGUOUS', explanation: { text, findings, notAsked: [] } };
      this.#why.set(nativeId, told);
      kept.tell({ nativeId, name: object.name, ...told });
    }
    if (contested === 'EVIDENCE') return;
    kept.contest(binding, 'EVIDENCE', kinds, text, strongText(object));
    log.warn(
      { nativeId, name: object.name, id, other, evidence: kinds },
      'A binding is contradicted: set aside.',
    );
    for (const inner of observed.inside(nativeId)) {
      const bound = kept.index.get(inner);
      if (!bound || bound.alias !== null) continue;
      const why = asTold(`It was bound to ${bound.id}, but ${nativeId}, in which it is, is doubted now.`);
      this.#why.set(inner, why);
      kept.tell({ nativeId: inner, name: bound.name, ...why });
      kept.contest(bound, 'OUTER', [], why.explanation.text);
    }
  }
}

function asTold(text: string): Told {
  return { state: 'AMBIGUOUS', explanation: { text, findings: [], notAsked: [] } };
}
