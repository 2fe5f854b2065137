/** The header Retry-After (RFC 9110, 10.2.3): seconds, or a date. Milliseconds from `now`; null where it is absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // The three forms of a date of RFC 9110, 5.6.7, all begin with the name of a day.
  const at = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
