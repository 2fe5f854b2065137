/**
 * Ids of records: `<source>/<token>`. To a client they are opaque; to the mediation the part before the first slash names the
 * source that minted the id, and so the member to ask.
 */
const SOURCE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOKEN = /^[A-Za-z0-9._~:@=+,-]{1,200}$/;

export interface RecordId {
  readonly source: string;
  readonly token: string;
}

/** True for a name that a source may have: a DNS label in lower case. */
export function isSourceName(name: string): boolean {
  return SOURCE_NAME.test(name);
}

/** The parts of a well-formed id, null for any other text. */
export function parseId(id: string): RecordId | null {
  const slash = id.indexOf('/');
  if (slash < 0) return null;
  const source = id.slice(0, slash);
  const token = id.slice(slash + 1);
  return SOURCE_NAME.test(source) && TOKEN.test(token) ? { source, token } : null;
}

const RECORD_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\/[A-Za-z0-9._~:@=+,-]{1,200}$/;

/** True for what parseId has parts of. */
export function isRecordId(value: unknown): value is string {
  return typeof value === 'string' && RECORD_ID.test(value);
}

/** The source that minted an id. Throws on a malformed one: check what comes from outside with parseId first. */
export function sourceOf(id: string): string {
  const parsed = parseId(id);
  if (!parsed) throw new TypeError(`A record id must be <source>/<token>, but got: ${JSON.stringify(id)}.`);
  return parsed.source;
}

/** Mints an id. */
export function makeId(source: string, token: string): string {
  const id = `${source}/${token}`;
  if (!parseId(id))
    throw new TypeError(`A record id must be <source>/<token>, but got: ${JSON.stringify(id)}.`);
  return id;
}

/**
 * The token of a whole non-negative number, so that code-point order is numeric order: the count of its digits as a letter
 * (a = 1), then the digits. 7 -> "a7", 42 -> "b42", 10233 -> "e10233".
 */
export function numberToken(value: string | number | bigint): string {
  const digits = String(value).replace(/^0+(?=\d)/, '');
  if (!/^\d{1,26}$/.test(digits))
    throw new TypeError(`A numeric key must be a whole number, but got: ${JSON.stringify(String(value))}.`);
  return String.fromCharCode(96 + digits.length) + digits;
}

/** The digits of a token made by numberToken, null for any other text. */
export function tokenNumber(token: string): string | null {
  const digits = token.slice(1);
  if (!/^\d{1,26}$/.test(digits) || token.charCodeAt(0) !== 96 + digits.length) return null;
  return digits.length > 1 && digits.startsWith('0') ? null : digits;
}

/**
 * The token of a text key, in the key's own code-point order for keys of letters, digits and the signs a token may have;
 * every other byte of its UTF-8 becomes `~` and two hexadecimal digits.
 */
export function textToken(value: string): string {
  return value.replace(/[^A-Za-z0-9._:@=+,-]/gu, (char) =>
    [...Buffer.from(char, 'utf8')].map((byte) => `~${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

/** The text of a token made by textToken, null where it is not one. */
export function tokenText(token: string): string | null {
  const bytes = token.replace(/~([0-9a-f]{2})/g, '%$1');
  if (bytes.includes('~')) return null;
  try {
    return decodeURIComponent(bytes);
  } catch {
    return null;
  }
}
