/** Looks up objects that are bound to nothing, or that an operator has said something new of. */
import { MAX_BATCH } from '#schema/ports/page.ts';
import { askAll } from './ask-all.ts';
import type { NativeObject } from './binder.ts';
import { ANYBODY, type Desk, lookUpAnew, outerState } from './desk.ts';
import { type Explanation, explain } from './findings.ts';
import { backoffMs } from './later.ts';
import { type Answers, type Question, questionOf, verdictOf } from './question.ts';
import type { StoredBinding } from './records.ts';
import type { Unresolved, Watched } from './unbound.ts';

/** How many queries are under way at once: more would keep people waiting. */
const IN_FLIGHT = 4;

interface Asked {
  readonly watched: Watched;
  readonly question: Question;
}

export class LookUps {
  readonly #desk: Desk;
  /** Unknown to all who may be asked: somebody else may know them, and people will want to know. */
  #elsewhere: Asked[] = [];
  /** Something was found out since somebody last looked. */
  news = false;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** A few queries at a time for those that are ready. @throws TributaryError, where the graph could not be asked: they are ready again. */
  async lookUp(): Promise<void> {
    const queries: Promise<void>[] = [];
    for (let group = this.#nextGroup(); group.length > 0; group = this.#nextGroup()) {
      queries.push(this.#ask(group));
      if (queries.length >= IN_FLIGHT) break;
    }
    for (const outcome of await Promise.allSettled(queries))
      if (outcome.status === 'rejected') throw outcome.reason;
  }

  async #ask(group: readonly Asked[]): Promise<void> {
    const { graph, unbound, kept, freshness, signal } = this.#desk;
    const questions = group.map(({ question }) => question);
    const { taken } = freshness;
    let answers: Answers;
    try {
      answers = await askAll(graph, questions, kept.among, { signal });
    } catch (error) {
      for (const { watched } of group) unbound.putBack(watched);
      throw error;
    }
    for (const one of group) this.#conclude(one, answers, taken);
    kept.flush();
  }

  /** Is there anything left to find out about what nobody knows? */
  get curious(): boolean {
    return this.#elsewhere.length > 0;
  }

  /** Asks everybody, for the explanation's sake. @throws TributaryError */
  async lookElsewhere(): Promise<void> {
    const { graph, unbound, kept, signal } = this.#desk;
    const group = this.#elsewhere.splice(0, MAX_BATCH / 4);
    const questions = group.map(({ question }) => question);
    const answers = await askAll(graph, questions, ANYBODY, { signal }, 'Elsewhere');
    for (const { watched, question } of group) {
      if (!unbound.holds(watched) || watched.told.state !== 'UNKNOWN') continue;
      const { findings } = verdictOf(question, answers, (place) => kept.refusal(place));
      if (findings.every(({ refused }) => refused.length === 0)) continue;
      const refused = findings.map((finding) => ({ ...finding, fits: [] }));
      this.#tell(watched, 'UNKNOWN', explain({ state: 'UNKNOWN' }, refused, question.notAsked));
    }
    kept.flush();
  }

  /** Objects whose keys fill one query; those that wait for another object are left out until it is decided. */
  #nextGroup(): Asked[] {
    const { unbound, kept, variantsOf } = this.#desk;
    const group: Asked[] = [];
    let keys = 0;
    for (let watched = unbound.take(); watched; watched = unbound.take()) {
      const { object } = watched;
      const question = questionOf(object, kept.said(object), variantsOf, (outer) =>
        outerState(this.#desk, outer),
      );
      if (!question) continue;
      group.push({ watched, question });
      keys += question.keys.length + question.ids.length;
      if (keys >= MAX_BATCH) break;
    }
    return group;
  }

  /** `taken`: how fresh the answers are. */
  #conclude(asked: Asked, answers: Answers, taken: number): void {
    const { kept, unbound, pending, reviews, freshness, log } = this.#desk;
    const { watched, question } = asked;
    if (!unbound.holds(watched)) return;
    const { object } = watched;
    const { decision, place, findings } = verdictOf(question, answers, (found) => kept.refusal(found));
    if (decision.state !== 'BOUND') {
      this.#postpone(asked, decision.state, explain(decision, findings, question.notAsked));
      return;
    }
    const before = kept.get(object.nativeId);
    const binding = kept.bind(object, decision.id, decision.evidence, place);
    freshness.read(binding, taken);
    pending.delete(object.nativeId);
    reviews.drop(object.nativeId);
    unbound.drop(object.nativeId);
    this.#settleInside(object, before, binding);
    this.news = true;
    log.debug({ nativeId: object.nativeId, id: binding.id, evidence: binding.evidence }, 'Bound.');
  }

  /** What is known only within this object is where this object is. */
  #settleInside({ nativeId }: NativeObject, before: StoredBinding | null, { id }: StoredBinding): void {
    const { kept, observed, unbound } = this.#desk;
    for (const inner of observed.inside(nativeId)) {
      const bound = kept.get(inner);
      if (!bound) unbound.wake(inner);
      else if (bound.alias !== null) continue;
      else if (before ? before.id !== id : isElsewhere(bound, id))
        lookUpAnew(this.#desk, inner, 'What it is in is bound to something else now.');
      else if (bound.contested === 'OUTER') kept.confirm(bound, bound.observed);
    }
  }

  #postpone(asked: Asked, state: Unresolved, explanation: Explanation): void {
    const { kept, unbound, observed, pending, now, retryMs, log } = this.#desk;
    const { watched } = asked;
    if (state === 'PENDING') {
      watched.misses++;
      unbound.later(watched, now() + backoffMs(watched.misses, retryMs));
      // What everybody was asked about stays known while somebody is away.
      if (watched.told.state === 'PENDING') this.#tell(watched, state, explanation);
      return;
    }
    const before = watched.told;
    watched.misses = 0;
    watched.hurried = false;
    unbound.later(watched, now() + retryMs);
    const known = before.state === 'UNKNOWN' && state === 'UNKNOWN';
    if (!known || before.explanation.notAsked.length !== explanation.notAsked.length) {
      this.#tell(watched, state, explanation);
      const { namespaces, regions } = kept.among;
      if (state === 'UNKNOWN' && asked.question.keys.length > 0 && namespaces.length + regions.length > 0)
        this.#elsewhere.push(asked);
    }
    if (state === before.state) return;
    const { nativeId, name } = watched.object;
    pending.delete(nativeId);
    if (before.state === 'PENDING') for (const inner of observed.inside(nativeId)) unbound.wake(inner);
    this.news = true;
    log.debug({ nativeId, name, state }, 'No single resource fits an object.');
  }

  #tell(watched: Watched, state: Unresolved, explanation: Explanation): void {
    if (watched.told.state === state && watched.told.explanation.text === explanation.text) return;
    watched.told = { state, explanation };
    const { nativeId, name } = watched.object;
    this.#desk.kept.tell({ nativeId, name, state, explanation });
  }
}

function isElsewhere({ ancestorIds }: StoredBinding, id: string): boolean {
  return ancestorIds !== null && ancestorIds.length > 0 && !ancestorIds.includes(id);
}
