/** Cells to values. Outer blanks are padding, an empty text is no value. What cannot be read is null; the caller keeps the text. */
import { bitRate } from './rates.ts';
import { type TimeRules, date, instant } from './times.ts';
import type { Cell } from './types.ts';

export const CONVERSIONS = ['text', 'decimal', 'decimal-comma', 'rate', 'time', 'date'] as const;
export type Conversion = (typeof CONVERSIONS)[number];

/** The text of a cell without padding; only U+0020 counts as padding, as in SQL's own TRIM. */
export function trimmed(cell: Cell | undefined): string | null {
  const text = (cell ?? '').replace(/^ +| +$/g, '');
  return text === '' ? null : text;
}

/** True where the text stands for no value at all, so that nothing of it is worth keeping. */
export function isVoid(text: string, as: Conversion): boolean {
  return (as === 'time' || as === 'date') && text.startsWith('0000-00-00');
}

export function convert(text: string, as: Conversion, rules: TimeRules): string | number | null {
  switch (as) {
    case 'text':
      return text;
    case 'decimal':
      return decimal(text);
    case 'decimal-comma':
      return /^[+-]?\d+(,\d+)?$/.test(text) ? decimal(text.replace(',', '.')) : null;
    case 'rate':
      return bitRate(text);
    case 'time':
      return instant(text, rules);
    case 'date':
      return date(text, rules);
  }
}

function decimal(text: string): number | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
