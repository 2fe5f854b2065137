/**
 * One fetch of the plan: scattered over the domain's members, gathered into one answer, in as many rounds as references lead to
 * other members. A round asks every member at most once; where the ids show that nothing is missing there is no further round.
 */
import { TributaryError } from '#schema/errors.ts';
import type { Member, MemberError } from '#schema/ports/member.ts';
import type { ContractRules } from '#schema/rules.ts';
import type { Precedence } from '../members/precedence.ts';
import { EntityErrors, clientPaths, entityAnswer, places } from './answers.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { gatherField, gatherObject } from './gather.ts';
import { gatherResults, splitIds } from './gather-results.ts';
import { type Members, type Route, entityRoute, ownerOf, rootRoute } from './holders.ts';
import { refusalOf } from './refusal.ts';
import { type Report, asMemberError } from './report.ts';
import { type Ask, type ClientOperation, type EntityAsk, entityKey, memberRequest } from './request.ts';
import { COMPLETE } from './reserved.ts';
import { type Raw, type Share, UNKNOWN, emptyObject, isRaw, own } from './shares.ts';
import { type Answer, type Path, type Slot, createSlot, sharesOf } from './slot.ts';
import type { StepContext } from './step-context.ts';
import { untilAborted } from '../until-aborted.ts';

export interface StepInput {
  readonly rules: ContractRules;
  readonly members: Members;
  readonly precedence: Precedence;
  readonly operation: ClientOperation;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** Fills the slots, and all that their fields lead to. */
export async function fillSlots(input: StepInput, slots: readonly Slot[]): Promise<void> {
  await new Step(input).fill(slots);
}

class Step implements StepContext {
  readonly rules: ContractRules;
  readonly variables: Variables;
  readonly #input: StepInput;
  #open: Slot[] = [];
  readonly #selectionIds = new Map<SelectionPlan, number>();
  readonly #failures = new Map<Member, TributaryError>();
  readonly #stale = new Set<Member>();
  readonly #asked = new Set<Member>();

  constructor(input: StepInput) {
    this.#input = input;
    this.rules = input.rules;
    this.variables = input.variables;
  }

  async fill(slots: readonly Slot[]): Promise<void> {
    this.#open = [...slots];
    for (;;) {
      const waiting = this.#settleWhatIsKnown();
      if (waiting.length === 0) return;
      await this.#askAll(waiting);
      this.#open = waiting;
    }
  }

  slotFor(slot: Slot): Record<string, unknown> {
    this.#open.push(slot);
    return slot.output;
  }

  gather(field: FieldPlan, shares: readonly Share[], path: Path): unknown {
    return gatherField(this, field, shares, path);
  }

  gatherObject(
    selection: SelectionPlan,
    shares: readonly Share[],
    path: Path,
  ): Record<string, unknown> | null {
    return gatherObject(this, selection, shares, path);
  }

  noteCompleteness({ type }: SelectionPlan, shares: readonly Share[]): void {
    const saysSo = type.getFields()['complete'] !== undefined;
    const lacking = shares.filter(
      ({ value }) => value === UNKNOWN || (saysSo && own(value, COMPLETE) !== true),
    );
    if (lacking.length > 0) this.#input.report.incomplete(lacking.map(({ member }) => member));
  }

  isStale(member: Member): boolean {
    return this.#stale.has(member);
  }

  broken(member: Member, rule: string, path: Path): void {
    const error = new TributaryError(
      'SOURCE_BAD_RESPONSE',
      `The answer of member "${member.source}" breaks the contract: ${rule}.`,
      { source: member.source },
    );
    this.#input.report.failed(member, error, path);
  }

  /** Gathers every field whose holders have all answered; gives the slots that still wait for somebody. */
  #settleWhatIsKnown(): Slot[] {
    const waiting: Slot[] = [];
    for (let slot = this.#open.pop(); slot; slot = this.#open.pop()) {
      const pending: FieldPlan[] = [];
      for (const field of slot.pending) {
        const route = this.#route(slot, field);
        if (route.members.every((member) => slot.answers.has(member)))
          slot.output[field.key] = this.#settle(slot, field, route);
        else pending.push(field);
      }
      slot.pending = pending;
      if (pending.length > 0) waiting.push(slot);
    }
    return waiting;
  }

  #route(slot: Slot, field: FieldPlan): Route {
    const { members, precedence } = this.#input;
    if (slot.id !== null) return entityRoute(members, field, slot.id, this.variables, precedence);
    if (field.rule.scatter) return { members: [...splitIds(members, field, this.variables).keys()] };
    return rootRoute(members, field, this.variables);
  }

  #settle(slot: Slot, field: FieldPlan, route: Route): unknown {
    if (slot.id !== null && field.name === 'id') return slot.id;
    const shares = sharesOf(slot, field, route.members);
    const path = [...slot.path, field.key];
    if (field.rule.scatter) return gatherResults(this, this.#input.members, field, shares, path);
    this.#noteHolders(slot, field, route);
    const value = gatherField(this, field, shares, path);
    // The owner of the record is away: other domains may still know it by its id.
    if (
      value === null &&
      route.lookup !== undefined &&
      field.selection &&
      shares.some((share) => share.value === UNKNOWN)
    ) {
      const unanswered: Answer = { raw: null, failed: 'all' };
      const answers = new Map(route.members.map((member) => [member, unanswered] as const));
      const slot = createSlot(field.selection, route.lookup, path, emptyObject(), answers);
      for (const member of route.members) this.#missShares(slot, member);
      return this.slotFor(slot);
    }
    return value;
  }

  /** Who is away is not asked again: what it would have had a share in lacks it, and that is said. */
  #missShares(slot: Slot, member: Member): void {
    const failure = this.#failures.get(member);
    if (!failure) return;
    for (const field of slot.selection.fields) {
      if (field.rule.held === 'EVERY_MEMBER' && this.#route(slot, field).members.includes(member))
        this.#input.report.failed(member, failure, [...slot.path, field.key]);
    }
  }

  /** What nobody holds is not told. A reference whose source is gone cannot be completed: it is said, not passed over. */
  #noteHolders(slot: Slot, field: FieldPlan, route: Route): void {
    if (!field.definition) return;
    if (slot.id === null || field.rule.held === 'EVERY_MEMBER') {
      if (route.members.length === 0 && route.lookup === undefined) this.#input.report.incomplete([]);
    } else if (!ownerOf(this.#input.members, slot.id)) {
      this.#input.report.ownerless(this.rules.domain, slot.id, slot.path);
    }
  }

  async #askAll(waiting: readonly Slot[]): Promise<void> {
    const asks = new Map<Member, Ask>();
    for (const slot of waiting) {
      for (const [member, fields] of this.#missing(slot)) {
        const ask = asks.get(member) ?? { member, roots: [], entities: new Map<string, EntityAsk>() };
        asks.set(member, ask);
        if (slot.id === null) ask.roots.push(...fields.map((field) => this.#rootAsk(slot, field, member)));
        else this.#addEntity(ask, slot, slot.id, fields);
      }
    }
    await Promise.all([...asks.values()].map((ask) => this.#send(ask)));
  }

  #missing(slot: Slot): Map<Member, FieldPlan[]> {
    const missing = new Map<Member, FieldPlan[]>();
    for (const field of slot.pending) {
      for (const member of this.#route(slot, field).members) {
        if (slot.answers.has(member)) continue;
        const fields = missing.get(member);
        if (fields) fields.push(field);
        else missing.set(member, [field]);
      }
    }
    return missing;
  }

  #rootAsk(slot: Slot, field: FieldPlan, member: Member): Ask['roots'][number] {
    if (!field.rule.scatter) return { field, slot };
    return { field, slot, ids: splitIds(this.#input.members, field, this.variables).get(member) ?? [] };
  }

  #addEntity(ask: Ask, slot: Slot, id: string, fields: readonly FieldPlan[]): void {
    const selectionId = this.#selectionIds.get(slot.selection) ?? this.#selectionIds.size;
    this.#selectionIds.set(slot.selection, selectionId);
    const key = `${selectionId} ${fields.map((field) => field.key).join(' ')}`;
    const group = ask.entities.get(key) ?? {
      key,
      selection: slot.selection,
      fields,
      slots: new Map<string, Slot[]>(),
    };
    ask.entities.set(key, group);
    const same = group.slots.get(id);
    if (same) same.push(slot);
    else group.slots.set(id, [slot]);
  }

  async #send(ask: Ask): Promise<void> {
    const { member } = ask;
    const { report, signal } = this.#input;
    const started = performance.now();
    try {
      const request = memberRequest(ask, this.#input.operation, this.variables);
      const response = await untilAborted(signal, () => {
        this.#asked.add(member);
        return member.execute(request, { signal });
      });
      if (!isRaw(response.data)) throw refusalOf(member, response);
      if (response.extensions?.tributary?.stale === true) this.#stale.add(member);
      report.answered(member, response, performance.now() - started);
      this.#distribute(ask, response.data, response.errors ?? []);
    } catch (error) {
      const failure = asMemberError(error, signal);
      this.#failures.set(member, failure);
      report.missing(member, failure, this.#asked.has(member) ? performance.now() - started : null);
      for (const { slot, path } of places(ask)) {
        slot.answers.set(member, { raw: null, failed: 'all' });
        report.failed(member, failure, path);
      }
    }
  }

  failureOf(member: Member): TributaryError | undefined {
    return this.#failures.get(member);
  }

  wasAsked(member: Member): boolean {
    return this.#asked.has(member);
  }

  #distribute(ask: Ask, data: Raw, errors: readonly MemberError[]): void {
    const { member } = ask;
    if (ask.roots.length > 0) {
      const failed = new Set(
        ask.roots
          .map(({ field }) => field.key)
          .filter((key) => own(data, key) == null && errors.some(({ path }) => !path || path[0] === key)),
      );
      for (const slot of new Set(ask.roots.map((root) => root.slot)))
        slot.answers.set(member, { raw: data, failed });
    }
    [...ask.entities.values()].forEach((group, groupIndex) => {
      const key = entityKey(groupIndex);
      const list = own(data, key);
      const told = new EntityErrors(key, errors);
      // A list of another length does not tell which answer is whose.
      const whole = Array.isArray(list) && list.length === group.slots.size;
      [...group.slots.values()].forEach((slots, index) => {
        const value: unknown = whole ? list[index] : undefined;
        const answer = entityAnswer(value, group, index, told);
        for (const slot of slots) slot.answers.set(member, answer);
        if (!isRaw(value) && !told.has(index) && slots[0])
          this.broken(member, 'every entity must have an answer, in its place', slots[0].path);
      });
    });
    const pathOf = clientPaths(ask);
    for (const error of errors) this.#input.report.failed(member, error, pathOf(error));
  }
}
