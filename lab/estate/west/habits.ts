/** How the western database writes things down. */

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Padded with blanks, as a CHAR column gives it back. */
export function charPad(text: string, width: number): string {
  return text.padEnd(width);
}

export function comma(value: number): string {
  return String(value).replace('.', ',');
}

/** 2014-03-09 -> 09-MAR-14. */
export function dayMonthYear(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}-${MONTHS[Number(month) - 1]}-${year.slice(2)}`;
}

/** Bits per second -> 10G, 100G. */
export function rate(bitsPerSecond: number): string {
  return `${bitsPerSecond / 1e9}G`;
}

/** Gives the records of a table their numbers. */
export interface Numbering<Item> {
  readonly all: readonly Item[];
  /** Throws for a record that is not of this table: it would be a reference to nowhere. */
  of(item: Item): number;
}

export function numbering<Item>(all: readonly Item[], above: number): Numbering<Item> {
  const numbers = new Map(all.map((item, i) => [item, above + i + 1]));
  return {
    all,
    of(item) {
      const number = numbers.get(item);
      if (number === undefined) throw new Error('A reference must lead to a row of this database.');
      return number;
    },
  };
}
