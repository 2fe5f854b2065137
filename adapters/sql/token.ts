/**
 * Tokens of records: the name of the type, a dot, the key. The code-point order of tokens is the order of (type, key), so that
 * paging by id is paging by key in the database. That holds for every text key: a sign that a token may not have, or that would
 * stand at another place, is written as a letter for the gap it lies in (-, =, _, ~) and two hexadecimal digits per byte.
 */
import { numberToken, tokenNumber } from '#schema/ids.ts';
import type { KeyPart } from './sql.ts';

export type KeyKind = KeyPart['kind'];

/** Between the parts of a key: lower than every sign within one. */
const SEPARATOR = '+';
const GREATEST = 2n ** 63n - 1n;
/** What fits with the source's name into an id. */
const MAX_TOKEN = 200;

/** Null where the key is too long for a token. */
export function recordToken(type: string, key: readonly KeyPart[]): string | null {
  const token = `${type}.${key.map(partToken).join(SEPARATOR)}`;
  return token.length > MAX_TOKEN ? null : token;
}

/** The key in the part of a token after the type; null where it is none of these kinds. */
export function tokenKey(text: string, kinds: readonly KeyKind[]): KeyPart[] | null {
  const parts = text.split(SEPARATOR);
  if (parts.length !== kinds.length) return null;
  const key = parts.map((part, i) =>
    kinds[i] === 'number' ? numberPart(tokenNumber(part)) : textPart(part),
  );
  return key.every((part) => part !== null) ? key : null;
}

/** A cell as a part of a key: outer blanks are padding. Null where it cannot be one. */
export function cellKey(cell: string | null | undefined, kind: KeyKind): KeyPart | null {
  const text = (cell ?? '').replace(/^ +| +$/g, '');
  if (kind === 'number') return numberPart(text);
  return text === '' ? null : { kind, value: text };
}

/** One text per key, for maps. */
export function keyText(key: readonly KeyPart[]): string {
  return JSON.stringify(key.map((part) => String(part.value)));
}

/** The key as the source's people know it: 42, or 17/2 where it has several parts. */
export function nativeKey(key: readonly KeyPart[]): string {
  if (key.length === 1) return String(key[0]?.value);
  return key.map((part) => encodeURIComponent(String(part.value))).join('/');
}

export function parseNativeKey(text: string, kinds: readonly KeyKind[]): KeyPart[] | null {
  const parts = kinds.length === 1 ? [text] : text.split('/').map(decoded);
  if (parts.length !== kinds.length) return null;
  const key = parts.map((part, i) => (part === null ? null : cellKey(part, kinds[i] ?? 'text')));
  return key.every((part) => part !== null) ? key : null;
}

function partToken(part: KeyPart): string {
  return part.kind === 'number' ? numberToken(part.value) : orderedText(part.value);
}

function numberPart(digits: string | null): KeyPart | null {
  if (digits === null || !/^\d{1,19}$/.test(digits)) return null;
  const value = BigInt(digits);
  return value > GREATEST ? null : { kind: 'number', value };
}

function orderedText(value: string): string {
  let token = '';
  for (const byte of Buffer.from(value, 'utf8')) {
    const char = String.fromCharCode(byte);
    token += /[0-9A-Za-z]/.test(char) ? char : gap(byte) + byte.toString(16).padStart(2, '0');
  }
  return token;
}

function gap(byte: number): string {
  if (byte < 0x30) return '-';
  if (byte < 0x41) return '=';
  return byte < 0x61 ? '_' : '~';
}

function textPart(token: string): KeyPart | null {
  const bytes: number[] = [];
  for (let i = 0; i < token.length; i += 1) {
    const char = token.charAt(i);
    if (/[0-9A-Za-z]/.test(char)) {
      bytes.push(char.charCodeAt(0));
      continue;
    }
    const hex = token.slice(i + 1, i + 3);
    const byte = Number.parseInt(hex, 16);
    if (!/^[0-9a-f]{2}$/.test(hex) || gap(byte) !== char) return null;
    bytes.push(byte);
    i += 2;
  }
  const value = Buffer.from(bytes).toString('utf8');
  return value !== '' && orderedText(value) === token ? { kind: 'text', value } : null;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
