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
import { gatherField, gatherObject } from './gather.ts';
import { gatherResults } from './gather-results.ts';
import { type Route, ownerOf } from './holders.ts';
import { COMPLETE } from './reserved.ts';
import { type Routing, asksOf, routeOf } from './round.ts';
import { type Share, UNKNOWN, emptyObject, own } from './shares.ts';
import { type Answer, type Path, type Slot, createSlot, sharesOf } from './slot.ts';
import type { StepContext } from './step-context.ts';

export interface StepInput extends Routing, ExchangeInput {
  readonly rules: ContractRules;
}

/** Fills the slots, and all that their fields lead to. */
export async function fillSlots(input: StepInput, slots: readonly Slot[]): Promise<void> {
  await new Step(input).fill(slots);
}

class Step implements StepContext {
  readonly rules: ContractRules;
  readonly variables: Variables;
  readonly #input: StepInput;
  readonly #exchange: Exchange;
  #open: Slot[] = [];

  constructor(input: StepInput) {
    this.#input = input;
    this.#exchange = new Exchange(input);
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
    return routeOf(this.#input, slot, field);
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
    const failure = this.failureOf(member);
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
}
