/** Ids route: every entity is known by its id alone, and a member that asks for one needs to say no more. */
import { type Contract, keyFields, objectTypes } from './contract.ts';
import type { Fault } from './fault.ts';

export function keyed(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) =>
    objectTypes(contract).flatMap((type) => {
      const key = [...keyFields(type)];
      if (!contract.rules.entities.has(type.name) || key.join(' ') === 'id') return [];
      return {
        place: type.name,
        domain: contract.domain,
        breach: `must have the key "id" and no other, but got: "${key.join(' ')}".`,
        remedy: 'Write @key(fields: "id"): the id names the source that is to be asked.',
      };
    }),
  );
}
