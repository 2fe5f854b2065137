/** What a member's answer means for the slots that it was asked for: which shares it could not tell, and where its errors belong. */
import { TributaryError } from '#schema/errors.ts';
import type { Member, MemberError, MemberResponse } from '#schema/ports/member.ts';
import { saidOf } from './report.ts';
import { type Ask, type EntityAsk, entityKey } from './request.ts';
import { isRaw, own } from './shares.ts';
import { type Answer, NOTHING_FAILED, type Path, type Slot } from './slot.ts';

/** An answer without data: the member refused the whole request. */
export function refusal(member: Member, response: MemberResponse): TributaryError {
  const [error] = response.errors ?? [];
  const said = error && saidOf(error);
  return new TributaryError(
    said?.code ?? 'SOURCE_BAD_RESPONSE',
    said?.message ??
      `Member "${member.source}" of ${member.domain} answered ${error ? 'errors alone' : 'neither data nor errors'}.`,
    { source: member.source, ...(said && { retryable: said.retryable }) },
  );
}

export function entityAnswer(
  value: unknown,
  group: EntityAsk,
  index: number,
  errors: readonly MemberError[],
): Answer {
  // Whoever knows nothing of an entity answers its id and nulls: null is no answer.
  if (!isRaw(value)) return { raw: null, failed: 'all' };
  if (errors.length === 0) return { raw: value, failed: NOTHING_FAILED };
  const failed = new Set(
    group.fields
      .map((field) => field.key)
      .filter(
        (field) =>
          own(value, field) == null &&
          errors.some(({ path }) => !path || (path[1] === index && path[2] === field)),
      ),
  );
  return { raw: value, failed };
}

/** Where the errors of a member that could not be asked are shown: each field that is everybody's, and each record once. */
export function* places(ask: Ask): Iterable<{ slot: Slot; path: Path }> {
  for (const { slot, field } of ask.roots) yield { slot, path: [...slot.path, field.key] };
  for (const { fields, slots } of ask.entities.values()) {
    const shared = fields.filter((field) => field.rule.held === 'EVERY_MEMBER');
    for (const slot of [...slots.values()].flat()) {
      for (const field of shared) yield { slot, path: [...slot.path, field.key] };
      if (shared.length < fields.length) yield { slot, path: slot.path };
    }
  }
}

/** The place in the client's answer of an error in a member's. Positions in a member's lists are not the client's: they are left out. */
export function clientPath(ask: Ask, groups: readonly EntityAsk[], path: readonly (string | number)[]): Path {
  const [first, index, name] = path;
  const root = ask.roots.find(({ field }) => field.key === first);
  if (root) return [...root.slot.path, root.field.key];
  const group = groups.find((_, i) => entityKey(i) === first);
  const slots = typeof index === 'number' ? [...(group?.slots.values() ?? [])][index] : undefined;
  const field = group?.fields.find(({ key }) => key === name);
  return slots?.[0] ? [...slots[0].path, ...(field ? [field.key] : [])] : [];
}
