/** Keys of Zabbix as texts: they may be larger than a number holds, and there are too many to make each a bigint. */

/** Negative where a is the smaller one. Digits without leading zeros. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The id after the highest of these. */
export function idAfter(rows: readonly { readonly eventid: string }[]): string {
  const highest = rows.reduce((id, { eventid }) => (compareIds(eventid, id) > 0 ? eventid : id), '0');
  return String(BigInt(highest) + 1n);
}
