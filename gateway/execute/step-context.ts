/** What gathering needs of the step it is part of. */
import type { TributaryError } from '#schema/errors.ts';
import type { Member } from '#schema/ports/member.ts';
import type { ContractRules } from '#schema/rules.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import type { Paging } from './paging.ts';
import type { Path, Place } from './place.ts';
import type { Raw, Share } from './shares.ts';
import type { Slot } from './slot.ts';

export interface StepContext {
  readonly rules: ContractRules;
  /** Of the operation, coerced. */
  readonly variables: Variables;
  /** What is asked of connections, as it was worked out so far. */
  readonly pagings: Map<FieldPlan, Paging>;
  /** Takes a place that is to be filled, and gives what will be filled. */
  slotFor(slot: Slot): Record<string, unknown>;
  /** Who has minted a record, where nobody else has anything to say of what is asked of it; else null. */
  tellerOf(selection: SelectionPlan, id: string): Member | null;
  /** The value of a field, by its rule. */
  gather(field: FieldPlan, shares: readonly Share[], place: Place): unknown;
  /** A value object, merged field by field; null where every share is null. */
  gatherObject(
    selection: SelectionPlan,
    shares: readonly Share[],
    place: Place,
  ): Record<string, unknown> | null;
  /** A value object of which this member has the only share. */
  tellObject(selection: SelectionPlan, member: Member, value: Raw, place: Place): Record<string, unknown>;
  /** Looks at shares of a type that may say whether they are complete. */
  noteCompleteness(selection: SelectionPlan, shares: readonly Share[]): void;
  /** Did the member answer from a copy that it could not refresh? */
  isStale(member: Member): boolean;
  /** Why a member could not be asked in this step; undefined where it could. */
  failureOf(member: Member): TributaryError | undefined;
  /** False where nothing was sent to it in this step. */
  wasAsked(member: Member): boolean;
  /** A member's answer breaks a rule of the contract, and counts as unknown. */
  broken(member: Member, rule: string, path: Path): void;
}
