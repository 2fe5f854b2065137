/**
 * A place in the answer that several members may have something to say about: the root, or an entity. Its fields are gathered
 * once everybody who holds them has been asked; what an entity's fields lead to becomes a slot of its own.
 */
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import type { Place } from './place.ts';
import type { FieldRoute } from './routes.ts';
import { type Raw, type Share, UNKNOWN, own } from './shares.ts';

export interface Answer {
  readonly member: Member;
  /** Null: the member said nothing at all. */
  readonly raw: Raw | null;
  /** Response keys whose share this member could not tell; "all" where it could not be asked. */
  readonly failed: ReadonlySet<string> | 'all';
}

export interface Slot {
  readonly selection: SelectionPlan;
  /** Null at the root. */
  readonly id: string | null;
  readonly place: Place;
  /** Filled field by field. */
  readonly output: Record<string, unknown>;
  /** One of each member that has answered: mostly there is one. */
  answers: readonly Answer[];
  /** The fields that are not gathered yet, and who holds them; null before anybody has looked. */
  pending: readonly FieldRoute[] | null;
}

const NOBODY: readonly Answer[] = [];

export function createSlot(
  selection: SelectionPlan,
  id: string | null,
  place: Place,
  output: Record<string, unknown> = selection.create(),
  answers: readonly Answer[] = NOBODY,
): Slot {
  return { selection, id, place, output, answers, pending: null };
}

export const NOTHING_FAILED: ReadonlySet<string> = new Set<string>();

export function addAnswer(slot: Slot, answer: Answer): void {
  slot.answers = slot.answers.length === 0 ? [answer] : [...slot.answers, answer];
}

export function answerOf({ answers }: Slot, member: Member): Answer | undefined {
  for (const answer of answers) if (answer.member === member) return answer;
  return undefined;
}

/** Has everybody answered? */
export function isAnswered(slot: Slot, members: readonly Member[]): boolean {
  for (const member of members) if (!answerOf(slot, member)) return false;
  return true;
}

/** What these members said of a field, in their order. */
export function sharesOf(slot: Slot, field: FieldPlan, members: readonly Member[]): Share[] {
  const shares: Share[] = [];
  for (const member of members) {
    const answer = answerOf(slot, member);
    if (!answer) continue;
    const { raw, failed } = answer;
    if (failed === 'all' || failed.has(field.key)) shares.push({ member, value: UNKNOWN });
    else shares.push({ member, value: own(raw, field.key) ?? null });
  }
  return shares;
}
