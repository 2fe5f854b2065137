/**
 * Times and dates as legacy databases write them. A time without a zone is local to the zone that the mapping declares. Where
 * the clocks go back and a local time happens twice, the first one is meant; where they go forward and it never happens, it is
 * moved on by as much as the clocks were. Zero dates and empty texts are null, not an instant.
 */
import { DateTime } from 'luxon';

export interface TimeRules {
  /** IANA name of the zone of times that have none. */
  readonly zone: string;
  /** Two-digit years from this one on are of the 20th century, those below of the 21st. */
  readonly pivot: number;
  /** luxon's format of the text, where it is none of the known ones. */
  readonly format?: string | undefined;
}

interface Local {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly millisecond?: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const DAY_MONTH = /^(\d{1,2})[- ]([A-Z]{3})[- ](\d{2}|\d{4})$/i;

/** RFC 3339, UTC, milliseconds; null where the text is no time. */
export function instant(text: string, rules: TimeRules): string | null {
  if (text.startsWith('0000-00-00')) return null;
  const iso = rules.format === undefined ? ISO.exec(text) : null;
  const offset = iso?.[8];
  if (offset !== undefined && iso?.[4] !== undefined) {
    const fixed = local(text, rules);
    const minutes = offsetMinutes(offset);
    if (!fixed || minutes === null) return null;
    const utc = DateTime.fromObject(fixed, { zone: 'utc' }).minus({ minutes });
    return utc.isValid ? utc.toUTC().toISO() : null;
  }
  const at = local(text, rules);
  if (!at) return null;
  const time = DateTime.fromObject(at, { zone: rules.zone });
  if (!time.isValid) return null;
  const first = Math.min(...time.getPossibleOffsets().map((one) => one.toMillis()));
  return DateTime.fromMillis(first, { zone: 'utc' }).toISO();
}

/** YYYY-MM-DD; null where the text is no date. The zone does not matter to it. */
export function date(text: string, rules: TimeRules): string | null {
  if (text.startsWith('0000-00-00')) return null;
  const at = local(text, rules);
  if (!at) return null;
  const { year, month, day } = at;
  const value = DateTime.fromObject({ year, month, day }, { zone: 'utc' });
  return value.isValid ? value.toISODate() : null;
}

function local(text: string, rules: TimeRules): Local | null {
  if (rules.format !== undefined) return formatted(text, rules.format);
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction] = iso;
    return {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      millisecond: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
    };
  }
  const named = DAY_MONTH.exec(text);
  const month = MONTHS.indexOf((named?.[2] ?? '').toUpperCase()) + 1;
  if (!named || month === 0) return null;
  return { year: fullYear(named[3] ?? '', rules.pivot), month, day: Number(named[1]) };
}

function formatted(text: string, format: string): Local | null {
  const read = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en' });
  if (!read.isValid) return null;
  const { year, month, day, hour, minute, second, millisecond } = read;
  return { year, month, day, hour, minute, second, millisecond };
}

function fullYear(digits: string, pivot: number): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year >= pivot ? 1900 + year : 2000 + year;
}

function offsetMinutes(offset: string): number | null {
  if (/^z$/i.test(offset)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  if (hours === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}
