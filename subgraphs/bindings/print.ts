/** Bindings as text for a terminal. */
import type { BindingState } from '#adapters/kit/identity/binder.ts';
import type { ListedObject } from '#adapters/kit/identity/bindings-file.ts';
import type { HistoryEntry } from '#adapters/kit/identity/records.ts';

/** What needs somebody stands last, where a terminal is looked at. */
const ORDER: readonly BindingState[] = ['BOUND', 'PENDING', 'AMBIGUOUS', 'UNKNOWN'];

export function listText(objects: readonly ListedObject[]): string {
  const counts = new Map<string, number>();
  for (const { state } of objects) counts.set(state, (counts.get(state) ?? 0) + 1);
  const sorted = objects.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const rows = sorted.map(({ state, nativeId, name, id, evidence, pin, since, why }): Row => ({
    cells: [
      state,
      nativeId,
      name,
      id ?? '-',
      pin ? `PIN by ${pin.operator}` : evidence.join('+') || '-',
      toTheSecond(since),
    ],
    note: why?.text,
  }));
  const total = [...counts].map(([state, count]) => `${count} ${state}`).join(', ') || 'nothing';
  return [...table(['STATE', 'OBJECT', 'NAME', 'RESOURCE', 'BY', 'SINCE'], rows), `${total}.`].join('\n');
}

export function historyText(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return 'Nothing was done.';
  const rows = entries.map(({ time, actor, action, nativeId, before, after, evidence, reason }): Row => ({
    cells: [
      toTheSecond(time),
      actor,
      action,
      nativeId,
      `${before ?? '-'} -> ${after ?? '-'}`,
      evidence.join('+') || '-',
    ],
    note: reason ?? undefined,
  }));
  return table(['TIME', 'ACTOR', 'ACTION', 'OBJECT', 'RESOURCE', 'BY'], rows).join('\n');
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

interface Row {
  readonly cells: readonly string[];
  /** A sentence: too long for a column, it stands below. */
  readonly note: string | undefined;
}

function table(heads: readonly string[], rows: readonly Row[]): string[] {
  const shown = [heads, ...rows.map(({ cells }) => cells.map(clean))];
  const widths = heads.map((_, i) => Math.max(...shown.map((cells) => cells[i]?.length ?? 0)));
  return shown.flatMap((cells, i) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    const note = rows[i - 1]?.note;
    return [line.trimEnd(), ...(note === undefined ? [] : [`  ${clean(note)}`])];
  });
}

function toTheSecond(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}

/** What sources call things goes to a terminal: nothing in it may steer that. */
function clean(text: string): string {
  return text.replaceAll(/(?!\n)\p{Cc}/gu, ' ');
}
