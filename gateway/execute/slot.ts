/**
 * A place in the answer that several members may have something to say about: the root, or an entity. Its fields are gathered
 * once everybody who holds them has been asked; what an entity's fields lead to becomes a slot of its own.
 */
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { type Raw, type Share, UNKNOWN, own } from './shares.ts';

export type Path = readonly (string | number)[];

export interface Answer {
  /** Null: the member said nothing at all. */
  readonly raw: Raw | null;
  /** Response keys whose share this member could not tell; "all" where it could not be asked. */
  readonly failed: ReadonlySet<string> | 'all';
}

export interface Slot {
  readonly selection: SelectionPlan;
  /** Null at the root. */
  readonly id: string | null;
  readonly path: Path;
  /** Filled field by field. */
  readonly output: Record<string, unknown>;
  readonly answers: Map<Member, Answer>;
  /** Fields that are not gathered yet. */
  pending: readonly FieldPlan[];
}

export function createSlot(
  selection: SelectionPlan,
  id: string | null,
  path: Path,
  output: Record<string, unknown>,
  answers = new Map<Member, Answer>(),
): Slot {
  return { selection, id, path, output, answers, pending: selection.fields };
}

export const NOTHING_FAILED: ReadonlySet<string> = new Set<string>();

/** What these members said of a field, in their order. */
export function sharesOf(slot: Slot, field: FieldPlan, members: readonly Member[]): Share[] {
  return members.flatMap((member) => {
    const answer = slot.answers.get(member);
    if (!answer) return [];
    if (answer.failed === 'all' || answer.failed.has(field.key)) return [{ member, value: UNKNOWN }];
    return [{ member, value: own(answer.raw, field.key) ?? null }];
  });
}
