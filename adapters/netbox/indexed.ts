/** Which identifiers the index knows: those that an object tells by itself. Addresses are objects of their own, ports are known inside their device. */
import type { IdentifierInput, IdentifierType } from '#schema/types/inventory.ts';

const ASKED: ReadonlySet<IdentifierType> = new Set([
  'MAC_ADDRESS',
  'MANAGEMENT_ADDRESS',
  'PORT_NAME',
  'NATIVE_ID',
]);

export function isIndexed({ type, scope }: Pick<IdentifierInput, 'type' | 'scope'>): boolean {
  return (scope ?? null) === null && !ASKED.has(type);
}
