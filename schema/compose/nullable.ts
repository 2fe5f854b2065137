/**
 * Null means "could not be told". So what a missing member may leave open is nullable: root fields, an entity's fields but its
 * key, and whatever leads to a record. Otherwise one missing member takes the records of all others with it.
 */
import { isListType, isNonNullType } from 'graphql';
import { type Contract, type PlacedField, allFields, isRecord, isRoot, keyFields } from './contract.ts';
import type { Fault } from './fault.ts';

export function nullable(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) =>
    allFields(contract).flatMap((placed) => {
      const what = kindOf(contract, placed);
      const type = placed.field.type;
      if (what === null || !isNonNullType(type)) return [];
      const wanted = String(type.ofType);
      return {
        place: placed.place,
        domain: contract.domain,
        breach: `must be nullable, for it is ${what}, but got: ${String(type)}.`,
        remedy: `Write ${wanted}: null says that it could not be told${isListType(type.ofType) ? ', [] that there is none' : ''}.`,
      };
    }),
  );
}

function kindOf(contract: Contract, { type, field, named }: PlacedField): string | null {
  if (isRoot(contract, type)) return 'a root field';
  if (isRecord(contract, type)) return keyFields(type).has(field.name) ? null : 'a field of an entity';
  return isRecord(contract, named) ? 'a field that leads to a record' : null;
}
