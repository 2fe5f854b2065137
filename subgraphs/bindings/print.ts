/** Bindings as text for a terminal. */
import type { ListedObject } from '#adapters/kit/identity/bindings-file.ts';
import type { HistoryEntry } from '#adapters/kit/identity/records.ts';

export function listText(objects: readonly ListedObject[]): string {
  const counts = new Map<string, number>();
  for (const { state } of objects) counts.set(state, (counts.get(state) ?? 0) + 1);
  const rows = objects.map(({ state, nativeId, name, id, evidence, pin, since, why }) => [
    state,
    nativeId,
    name,
    id ?? '-',
    pin ? `PIN by ${pin.operator}` : evidence.join('+') || '-',
    since,
    why?.text ?? '',
  ]);
  const total = [...counts].map(([state, count]) => `${count} ${state}`).join(', ') || 'nothing';
  return [
    ...columns([['STATE', 'OBJECT', 'NAME', 'RESOURCE', 'BY', 'SINCE', 'WHY'], ...rows]),
    `${total}.`,
  ].join('\n');
}

export function historyText(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return 'Nothing was done.';
  const rows = entries.map(({ time, actor, action, nativeId, before, after, evidence, reason }) => [
    time,
    actor,
    action,
    nativeId,
    `${before ?? '-'} -> ${after ?? '-'}`,
    evidence.join('+') || '-',
    reason ?? '',
  ]);
  return columns([['TIME', 'ACTOR', 'ACTION', 'OBJECT', 'RESOURCE', 'BY', 'WHY'], ...rows]).join('\n');
}

export function explainedText(object: ListedObject, history: readonly HistoryEntry[]): string {
  const { nativeId, name, state, id, evidence, since, pin, why } = object;
  const bound = `${id ?? 'nothing'}, by ${evidence.join(' and ')}, since ${since}`;
  return [
    `${nativeId} (${clean(name)}) is ${state}${state === 'BOUND' ? `: ${bound}.` : `, as of ${since}.`}`,
    ...(pin ? [`Pinned to ${pin.id} by ${pin.operator} at ${pin.pinnedAt}: ${pin.reason}`] : []),
    ...(why ? [why.text] : []),
    ...(why?.findings ?? []).map(
      ({ asked, fits, refused, complete }) =>
        `  asked ${asked.join(', or ')}: ${fits.join(', ') || 'nobody'}${complete ? '' : ', as far as could be told'}` +
        refused.map((one) => `\n    refused ${one.id}: ${one.why}`).join(''),
    ),
    ...(why?.notAsked ?? []).map(
      ({ kind, value, within }) => `  not asked ${kind} ${JSON.stringify(value)}: ${within} is not bound`,
    ),
    '',
    historyText(history),
  ]
    .map(clean)
    .join('\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(clean));
  const widths = shown[0]?.map((_, i) => Math.max(...shown.map((row) => row[i]?.length ?? 0))) ?? [];
  return shown.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** What sources call things goes to a terminal: nothing in it may steer that. */
function clean(text: string): string {
  return text.replaceAll(/(?!\n)\p{Cc}/gu, ' ');
}
