/** What the inventories of a gateway tell of themselves, for binders in its own process. */
import type { Call } from '#schema/ports/call.ts';
import type { Member } from '#schema/ports/member.ts';
import type { MemberDirectory } from './members/directory.ts';

/** The fields that say where a resource is. */
const PLACE: ReadonlySet<string> = new Set(['region', 'ancestorIds']);
/** So that a source that was opened anew, and counts from the beginning, is not taken for the one before. */
const numbers = new WeakMap<Member, number>();
let members = 0;

/** By source; one that is missing, or null, cannot tell. */
export async function placesMarks(
  { snapshot }: MemberDirectory,
  call: Call,
): Promise<ReadonlyMap<string, string | null>> {
  const inventories = snapshot.membersOf('inventory');
  // Whoever else has a say in where things are would have to tell too.
  if (inventories.some(saysOfOthers)) return new Map();
  const marks = await Promise.all(
    inventories.map(async (member) => [member.source, await markOf(member, call)] as const),
  );
  return new Map(marks);
}

function saysOfOthers({ contributes }: Member): boolean {
  return (contributes['Resource'] ?? []).some((field) => PLACE.has(field));
}

async function markOf(member: Member, call: Call): Promise<string | null> {
  try {
    const mark = (await member.placesMark?.(call)) ?? null;
    return mark && `${numberOf(member)} ${mark}`;
  } catch {
    // Whoever asks it for a place will hear why.
    return null;
  }
}

function numberOf(member: Member): number {
  const known = numbers.get(member) ?? ++members;
  numbers.set(member, known);
  return known;
}
