/**
 * One fetch of the plan: scattered over the domain's members, gathered into one answer, in as many rounds as references lead to
 * other members. A round asks every member at most once; where the ids show that nothing is missing there is no further round.
 */
import type { TributaryError } from '#schema/errors.ts';
import type { Member } from '#schema/ports/member.ts';
import type { ContractRules } from '#schema/rules.ts';
import { brokenContract } from './answers.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { Exchange, type ExchangeInput } from './exchange.ts';
import { gatherField, gatherObject, tellFields, tellObject } from './gather.ts';
import { gatherResults } from './gather-results.ts';
import type { Paging } from './paging.ts';
import { type Path, type Place, below, pathOf } from './place.ts';
import { COMPLETE } from './reserved.ts';
import { asksOf } from './round.ts';
import { type FieldRoute, Routes, type Routing } from './routes.ts';
import { type Raw, type Share, UNKNOWN, own } from './shares.ts';
import { NOTHING_FAILED, type Slot, createSlot, isAnswered, sharesOf } from './slot.ts';
import type { StepContext } from './step-context.ts';

export interface StepInput extends Routing, ExchangeInput {
  readonly rules: ContractRules;
}

/** Fills the slots, and all that their fields lead to. */
export async function fillSlots(input: StepInput, slots: readonly Slot[]): Promise<void> {
  await new Step(input).fill(slots);
}

const NONE: readonly FieldRoute[] = [];

class Step implements StepContext {
  readonly rules: ContractRules;
  readonly variables: Variables;
  readonly pagings = new Map<FieldPlan, Paging>();
  readonly #input: StepInput;
  readonly #exchange: Exchange;
  readonly #routes: Routes;
  #open: Slot[] = [];

  constructor(input: StepInput) {
    this.#input = input;
    this.#exchange = new Exchange(input);
    this.#routes = new Routes(input);
    this.rules = input.rules;
    this.variables = input.variables;
  }

  async fill(slots: readonly Slot[]): Promise<void> {
    this.#open = [...slots];
    for (;;) {
      const waiting = this.#settleWhatIsKnown();
      if (waiting.length === 0) return;
      await Promise.all(asksOf(this.#input, waiting).map((ask) => this.#exchange.send(ask)));
      this.#open = waiting;
    }
  }

  slotFor(slot: Slot): Record<string, unknown> {
    this.#open.push(slot);
    return slot.output;
  }

  tellerOf(selection: SelectionPlan, id: string): Member | null {
    const { owner, ownerTellsAll } = this.#routes.ofRecord(selection, id);
    return ownerTellsAll ? owner : null;
  }

  gather(field: FieldPlan, shares: readonly Share[], place: Place): unknown {
    return gatherField(this, field, shares, place);
  }

  gatherObject(
    selection: SelectionPlan,
    shares: readonly Share[],
    place: Place,
  ): Record<string, unknown> | null {
    return gatherObject(this, selection, shares, place);
  }

  tellObject(selection: SelectionPlan, member: Member, value: Raw, place: Place): Record<string, unknown> {
    return tellObject(this, selection, member, value, place);
  }

  noteCompleteness({ saysComplete }: SelectionPlan, shares: readonly Share[]): void {
    let lacking: Member[] | undefined;
    for (const { member, value } of shares) {
      if (value === UNKNOWN || (saysComplete && own(value, COMPLETE) !== true)) (lacking ??= []).push(member);
    }
    if (lacking) this.#input.report.incomplete(lacking);
  }

  isStale(member: Member): boolean {
    return this.#exchange.isStale(member);
  }

  failureOf(member: Member): TributaryError | undefined {
    return this.#exchange.failureOf(member);
  }

  wasAsked(member: Member): boolean {
    return this.#exchange.wasAsked(member);
  }

  broken(member: Member, rule: string, path: Path): void {
    this.#input.report.failed(member, brokenContract(member, rule), path);
  }

  /** Gathers every field whose holders have all answered; gives the slots that still wait for somebody. */
  #settleWhatIsKnown(): Slot[] {
    const waiting: Slot[] = [];
    for (let slot = this.#open.pop(); slot; slot = this.#open.pop()) {
      if (slot.id === null) this.#settleFields(slot, slot.pending ?? this.#routes.of(slot));
      else this.#settleRecord(slot, slot.id);
      if (slot.pending && slot.pending.length > 0) waiting.push(slot);
    }
    return waiting;
  }

  #settleFields(slot: Slot, routes: readonly FieldRoute[]): void {
    const pending: FieldRoute[] = [];
    for (const one of routes) {
      if (isAnswered(slot, one.route.members)) slot.output[one.field.key] = this.#settle(slot, one);
      else pending.push(one);
    }
    slot.pending = pending.length === routes.length ? routes : pending;
  }

  /** The usual cases: nobody has told anything of a record yet, or the one who knows it has told all of it. */
  #settleRecord(slot: Slot, id: string): void {
    const { selection, answers, output, place } = slot;
    const { fields, known, open, ownerTellsAll, owner } = this.#routes.ofRecord(selection, id);
    const answer = answers[0];
    if (!answer && slot.pending === null) {
      for (const one of known) output[one.field.key] = this.#settle(slot, one);
      slot.pending = open;
    } else if (
      ownerTellsAll &&
      answer?.raw &&
      answer.failed === NOTHING_FAILED &&
      answer.member === owner &&
      answers.length === 1
    ) {
      tellFields(this, selection, id, answer.member, answer.raw, place, output);
      slot.pending = NONE;
    } else this.#settleFields(slot, slot.pending ?? fields);
  }

  #settle(slot: Slot, { field, route, lacks }: FieldRoute): unknown {
    if (field.kind === 'ID') return slot.id;
    const shares = sharesOf(slot, field, route.members);
    const place = below(slot.place, field.key);
    if (field.rule.scatter) return gatherResults(this, this.#input.members, field, shares, place);
    if (lacks) this.#noteLack(slot, slot.id, lacks);
    const value = gatherField(this, field, shares, place);
    if (value !== null || route.lookup === undefined || !field.selection) return value;
    // The owner of the record is away: other domains may still know it by its id.
    return shares.some((share) => share.value === UNKNOWN)
      ? this.#bareReference(field.selection, route.lookup, route.members, place)
      : value;
  }

  #bareReference(
    selection: SelectionPlan,
    id: string,
    members: readonly Member[],
    place: Place,
  ): Record<string, unknown> {
    const answers = members.map((member) => ({ member, raw: null, failed: 'all' }) as const);
    const slot = createSlot(selection, id, place, selection.create(), answers);
    for (const member of members) this.#missShares(slot, member);
    return this.slotFor(slot);
  }

  /** Who is away is not asked again: what it would have had a share in lacks it, and that is said. */
  #missShares(slot: Slot, member: Member): void {
    const failure = this.failureOf(member);
    if (!failure) return;
    for (const { field, route } of this.#routes.of(slot)) {
      if (field.rule.held === 'EVERY_MEMBER' && route.members.includes(member))
        this.#input.report.failed(member, failure, pathOf(below(slot.place, field.key)));
    }
  }

  /** What nobody holds is not told. A reference whose source is gone cannot be completed: it is said, not passed over. */
  #noteLack({ place }: Slot, id: string | null, lacks: 'OWNER' | 'HOLDERS'): void {
    if (id === null || lacks === 'HOLDERS') this.#input.report.incomplete([]);
    else this.#input.report.ownerless(this.rules.domain, id, pathOf(place));
  }
}
