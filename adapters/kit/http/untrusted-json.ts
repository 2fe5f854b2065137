/** JSON of a vendor, without the keys that could reach a prototype (CVE-2026-32621 and its like). */
const DANGEROUS = ['__proto__', 'constructor', 'prototype'];
/** One of the names, or a letter of one written as an escape. */
const SUSPICIOUS = /__proto__|constructor|prototype|\\u00[57][0-9a-f]|\\u006[0-9a-f]/i;

/** Throws SyntaxError where the text is no JSON. Numbers beyond 2^53 lose digits, as JSON.parse has it. */
export function parseUntrustedJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (SUSPICIOUS.test(text)) strip(value);
  return value;
}

/** Without recursion: an answer may nest deeper than the stack. */
function strip(root: unknown): void {
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const key of DANGEROUS) if (Object.hasOwn(value, key)) Reflect.deleteProperty(value, key);
    for (const inner of Object.values(value)) waiting.push(inner);
  }
}
