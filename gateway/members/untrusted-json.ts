/** JSON from others: keys that could reach a prototype when somebody copies the object are dropped, at every depth. */
const DANGEROUS = ['__proto__', 'constructor', 'prototype'];
/** The keys as they can stand in a text; most texts have none and need no walk. */
const SUSPICIOUS = /__proto__|"constructor"|"prototype"/;
const SUSPICIOUS_ESCAPES = /__proto__|"constructor"|"prototype"|\\u00/;

/** @throws SyntaxError where the text is not JSON. */
export function parseUntrusted(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if ((isPlain(text) ? SUSPICIOUS : SUSPICIOUS_ESCAPES).test(text)) clean(value);
  return value;
}

/** Of JSON: no text in it needs an escape, neither there nor when it is written again. */
export function isPlain(json: string): boolean {
  return !json.includes('\\');
}

/** Without recursion: a text may be nested deeper than the stack is. */
function clean(root: unknown): void {
  const left = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) for (const key of DANGEROUS) Reflect.deleteProperty(value, key);
    left.push(...Object.values(value).filter((inner) => typeof inner === 'object'));
  }
}
