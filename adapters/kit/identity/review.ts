/**
 * A second look at a binding. What is called by another name is the same thing; what bears another serial number, and another
 * address, may not be. Pure: the same evidence says the same.
 */
import type { IdentifierType } from '#schema/types/inventory.ts';
import type { NativeObject } from './binder.ts';
import type { Evidence } from './decide.ts';

/** Of these a thing does not get new ones by a renaming. */
const STRONG: ReadonlySet<string> = new Set<IdentifierType>([
  'SERIAL_NUMBER',
  'MANAGEMENT_ADDRESS',
  'MAC_ADDRESS',
  'DISTINGUISHED_NAME',
  'NATIVE_ID',
  'CIRCUIT_ID',
]);

export type Review =
  /** Nothing speaks against it. */
  | { readonly verdict: 'STANDS' }
  /** All the strong evidence names one other resource. */
  | { readonly verdict: 'CONTRADICTED'; readonly other: string; readonly kinds: readonly string[] }
  /** An inventory that might know more could not be asked. */
  | { readonly verdict: 'UNTOLD' };

/** The object with its strong identifiers alone. */
export function strongPart(object: NativeObject): NativeObject {
  return { ...object, identifiers: object.identifiers.filter(({ type }) => STRONG.has(type)) };
}

/** The same text for the same strong identifiers, in whatever order; null where there are none. */
export function strongText(object: NativeObject): string | null {
  const { identifiers } = strongPart(object);
  const texts = identifiers.map(({ type, value, within, scope }) =>
    JSON.stringify([type, value.trim(), within ?? null, scope ?? null]),
  );
  return texts.length === 0 ? null : JSON.stringify([...new Set(texts)].sort());
}

/**
 * What strong evidence says of a binding. It is contradicted only where everything that fits anything fits one and the same other
 * resource, and nothing the bound one. Evidence that fits several, or nobody, takes nothing away.
 */
export function review(evidence: readonly Evidence[], boundId: string): Review {
  const strong = evidence.filter(({ kind }) => STRONG.has(kind));
  const telling = strong.filter(({ candidates }) => candidates.length > 0);
  if (telling.some(({ candidates }) => candidates.includes(boundId))) return { verdict: 'STANDS' };
  if (!strong.every(({ complete }) => complete)) return { verdict: 'UNTOLD' };
  const [other, second] = new Set(telling.flatMap(({ candidates }) => candidates));
  if (other === undefined || second !== undefined) return { verdict: 'STANDS' };
  return { verdict: 'CONTRADICTED', other, kinds: [...new Set(telling.map(({ kind }) => kind))] };
}
