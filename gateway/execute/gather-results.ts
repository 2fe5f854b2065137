/** Mutations: split by the ids in the `@scatter` argument, one row per id in the order of the argument, whatever happened. */
import { parseId } from '#schema/ids.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { type Members, argumentsOf, ownerOf } from './holders.ts';
import { type Place, below } from './place.ts';
import { type Raw, type Share, emptyObject, fieldShares, isRaw, own } from './shares.ts';
import type { StepContext } from './step-context.ts';

/** The ids of a mutation by the member that owns them, in order; ids that nobody owns are left out. */
export function splitIds(members: Members, field: FieldPlan, variables: Variables): Map<Member, string[]> {
  const split = new Map<Member, string[]>();
  for (const id of idsOf(field, variables)) {
    const owner = ownerOf(members, id);
    if (!owner) continue;
    const ids = split.get(owner);
    if (ids) ids.push(id);
    else split.set(owner, [id]);
  }
  return split;
}

export function gatherResults(
  context: StepContext,
  members: Members,
  field: FieldPlan,
  shares: readonly Share[],
  place: Place,
): unknown {
  const output = emptyObject();
  for (const part of field.selection?.fields ?? []) {
    output[part.key] =
      part.name === field.rule.scatter?.results
        ? gatherRows(context, members, field, part, shares, below(place, part.key))
        : context.gather(part, fieldShares(shares, part.key), below(place, part.key));
  }
  return output;
}

function gatherRows(
  context: StepContext,
  members: Members,
  field: FieldPlan,
  part: FieldPlan,
  shares: readonly Share[],
  place: Place,
): unknown[] {
  const answered = new Map(shares.map(({ member, value }) => [member, own(value, part.key)]));
  const split = splitIds(members, field, context.variables);
  const next = new Map<Member, number>();
  return idsOf(field, context.variables).map((id, index) => {
    const selection = part.selection as SelectionPlan;
    const owner = ownerOf(members, id);
    if (!owner)
      return context.gatherObject(
        selection,
        [{ member: ANYBODY, value: row(selection, notFound(id)) }],
        below(place, index),
      );
    const position = next.get(owner) ?? 0;
    next.set(owner, position + 1);
    const rows = answered.get(owner);
    const whole = Array.isArray(rows) && rows.length === split.get(owner)?.length;
    const given: unknown = whole ? rows[position] : undefined;
    const value = isRaw(given) ? given : row(selection, notDone(context, owner, id));
    return context.gatherObject(selection, [{ member: owner, value }], below(place, index));
  });
}

function idsOf(field: FieldPlan, variables: Variables): readonly string[] {
  const ids = argumentsOf(field, variables)[field.rule.scatter?.arg ?? ''];
  return Array.isArray(ids) ? ids.map(String) : [];
}

function notFound(id: string): Raw {
  const message = parseId(id)
    ? `No source that is configured has minted the id ${JSON.stringify(id)}.`
    : `An id must be <source>/<token>, but got: ${JSON.stringify(id)}.`;
  return { id, status: 'FAILED', error: { code: 'NOT_FOUND', message } };
}

/** What is sent and not answered may have been done; what could not be sent was not. */
function notDone(context: StepContext, owner: Member, id: string): Raw {
  const failure = context.failureOf(owner);
  const sent = context.wasAsked(owner) && (failure?.code !== 'SOURCE_UNAVAILABLE' || failure.outcomeUnknown);
  const message = failure?.message ?? 'The source did not say what came of it.';
  return { id, status: sent ? 'OUTCOME_UNKNOWN' : 'FAILED', error: { code: 'SOURCE_UNAVAILABLE', message } };
}

/** A row as a member would have answered it: under the response keys of the selection. */
function row(selection: SelectionPlan, values: Raw): Raw {
  const raw = emptyObject();
  for (const field of selection.fields) {
    const value = own(values, field.name) ?? null;
    raw[field.key] = field.selection && value !== null ? row(field.selection, value as Raw) : value;
  }
  return raw;
}

/** Rows that no member gave still need a name in the shares. */
const ANYBODY: Member = {
  domain: 'faults',
  source: '',
  role: 'ENUMERATES',
  contributes: {},
  regions: [],
  execute: () => Promise.reject(new TributaryError('INTERNAL_ERROR', 'Nobody can be asked.')),
};
