/** Are two values from two answers the same? When a source was read (`asOf`) may differ from request to request. */
import { isDeepStrictEqual } from 'node:util';
import { isRecord } from './member.ts';

export function sameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(undated(a), undated(b));
}

function undated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(undated);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'asOf');
  return Object.fromEntries(entries.map(([name, inner]) => [name, undated(inner)]));
}
