/** One request to a member, and its answer at every slot that it was asked for. A member that fails is an answer too. */
import type { TributaryError } from '#schema/errors.ts';
import type { Member, MemberError, MemberResponse } from '#schema/ports/member.ts';
import type { Shared } from '../federation/shared.ts';
import { EntityErrors, brokenContract, clientPlaces, entityAnswer, places, silentAnswer } from './answers.ts';
import type { Variables } from './compile.ts';
import { refusalOf } from './refusal.ts';
import { type Report, asMemberError } from './report.ts';
import { type Ask, type ClientOperation, type EntityAsk, entityKey, memberRequest } from './request.ts';
import { pathOf } from './place.ts';
import { type Raw, isRaw, own } from './shares.ts';
import type { Silence } from './silence.ts';
import { type Answer, NOTHING_FAILED, addAnswer, answerOf } from './slot.ts';
import { untilAborted } from '../until-aborted.ts';

export interface ExchangeInput {
  readonly operation: ClientOperation;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  readonly report: Report;
  readonly silence: Silence;
  /** What is known of the data. */
  readonly shared: Pick<Shared, 'mayNeedEscapes'>;
}

/** The exchanges of one step, and what is known of the members since. */
export class Exchange {
  readonly #input: ExchangeInput;
  readonly #failures = new Map<Member, TributaryError>();
  readonly #stale = new Set<Member>();
  readonly #asked = new Set<Member>();

  constructor(input: ExchangeInput) {
    this.#input = input;
  }

  /** Why a member could not be asked; undefined where it could. */
  failureOf(member: Member): TributaryError | undefined {
    return this.#failures.get(member);
  }

  /** False where nothing was sent to it. */
  wasAsked(member: Member): boolean {
    return this.#asked.has(member);
  }

  isStale(member: Member): boolean {
    return this.#stale.has(member);
  }

  /** Never rejects. */
  async send(ask: Ask): Promise<void> {
    const { member } = ask;
    const { report, signal, silence } = this.#input;
    const started = performance.now();
    let sent = false;
    try {
      const silent = silence.of(member);
      // What is only read is not waited for again; an action is carried out wherever it can be.
      if (silent && !ask.roots.some(({ ids }) => ids)) throw silent;
      const request = memberRequest(ask, this.#input.operation, this.#input.variables);
      const response = await untilAborted(signal, () => {
        sent = true;
        this.#asked.add(member);
        return member.execute(request, { signal });
      });
      if (!isRaw(response.data)) throw refusalOf(member, response);
      this.#heard(ask, response, response.data, performance.now() - started);
    } catch (error) {
      const failure = asMemberError(error, signal);
      this.#failures.set(member, failure);
      silence.note(member, failure);
      report.missing(member, failure, sent ? performance.now() - started : null);
      const nothing: Answer = { member, raw: null, failed: 'all' };
      for (const { slot, place } of places(ask)) {
        if (!answerOf(slot, member)) addAnswer(slot, nothing);
        report.failed(member, failure, pathOf(place));
      }
    }
  }

  #heard(ask: Ask, response: MemberResponse, data: Raw, latencyMs: number): void {
    const { member } = ask;
    const { report, silence, shared } = this.#input;
    if (!response.isPlain) shared.mayNeedEscapes = true;
    const silent = silentAnswer(member, response);
    if (silent) silence.note(member, silent);
    if (response.extensions?.tributary?.stale === true) this.#stale.add(member);
    report.answered(member, response, latencyMs);
    this.#distribute(ask, data, response.errors ?? []);
  }

  #distribute(ask: Ask, data: Raw, errors: readonly MemberError[]): void {
    const { member } = ask;
    const { report } = this.#input;
    if (ask.roots.length > 0) {
      const answer: Answer = { member, raw: data, failed: failedRoots(ask, data, errors) };
      for (const slot of new Set(ask.roots.map((root) => root.slot))) addAnswer(slot, answer);
    }
    for (const [index, group] of ask.entities.entries()) {
      const key = entityKey(index);
      const told = errors.length > 0 ? new EntityErrors(key, errors) : null;
      this.#distributeList(member, group, own(data, key), told);
    }
    if (errors.length === 0) return;
    const placeOf = clientPlaces(ask);
    for (const error of errors) report.failed(member, error, pathOf(placeOf(error)));
  }

  #distributeList(member: Member, group: EntityAsk, list: unknown, told: EntityErrors | null): void {
    // A list of another length does not tell which answer is whose.
    const whole = Array.isArray(list) && list.length === group.slots.size;
    let index = 0;
    for (const slots of group.slots.values()) {
      const value: unknown = whole ? list[index] : undefined;
      const answer = entityAnswer(member, value, group, index, told);
      for (const slot of slots) addAnswer(slot, answer);
      if (!isRaw(value) && !told?.has(index) && slots[0]) {
        const broken = brokenContract(member, 'every entity must have an answer, in its place');
        this.#input.report.failed(member, broken, pathOf(slots[0].place));
      }
      index += 1;
    }
  }
}

function failedRoots({ roots }: Ask, data: Raw, errors: readonly MemberError[]): ReadonlySet<string> {
  if (errors.length === 0) return NOTHING_FAILED;
  const keys = roots.map(({ field }) => field.key);
  return new Set(
    keys.filter((key) => own(data, key) == null && errors.some(({ path }) => !path || path[0] === key)),
  );
}
