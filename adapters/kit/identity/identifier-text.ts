/** Identifiers compare as the contract says: of names neither case nor outer blanks count. */
import type { IdentifierType } from '#schema/types/inventory.ts';

const WITHOUT_CASE: ReadonlySet<IdentifierType> = new Set([
  'NAME',
  'FQDN',
  'TL1_TID',
  'CIRCUIT_ID',
  'PORT_NAME',
  'ALIAS',
]);

/** The same text for identifiers that are the same. */
export function identifierText({
  type,
  scope,
  value,
}: {
  readonly type: IdentifierType;
  readonly scope?: string | null | undefined;
  readonly value: string;
}): string {
  const text = value.trim();
  return JSON.stringify([type, scope ?? null, WITHOUT_CASE.has(type) ? text.toLowerCase() : text]);
}
