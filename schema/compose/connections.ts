/** All connections look alike and are asked for in the same way: `first` and `after`. */
import { type GraphQLNamedType, type GraphQLObjectType, getNullableType } from 'graphql';
import { nodeTypeOf } from '../rules.ts';
import { type Contract, type PlacedField, allFields, objectTypes } from './contract.ts';
import type { Fault } from './fault.ts';

export function connections(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) => {
    const domain = contract.domain;
    return [
      ...objectTypes(contract).flatMap((type) =>
        shape(type).map((fault) => ({ place: type.name, domain, ...fault })),
      ),
      ...allFields(contract).flatMap((placed) =>
        paging(placed).map((fault) => ({ place: placed.place, domain, ...fault })),
      ),
    ];
  });
}

export function isConnection(type: GraphQLNamedType): boolean {
  return nodeTypeOf(type) !== null;
}

const PARTS = {
  pageInfo: 'Add `pageInfo: PageInfo!`.',
  complete: 'Add `complete: Boolean! @gather(by: "COMPLETE")`.',
};

function shape(type: GraphQLObjectType): Pick<Fault, 'breach' | 'remedy'>[] {
  const fields = type.getFields();
  if (!type.name.endsWith('Connection')) {
    if (!fields['edges'] || !fields['pageInfo']) return [];
    const breach = `must have a name that ends in "Connection", for it has edges and pageInfo, but got: ${type.name}.`;
    return [{ breach, remedy: `Call it ${type.name}Connection.` }];
  }
  if (!isConnection(type)) {
    const breach = 'must be a connection, as its name says, but got: no edges with a node.';
    return [{ breach, remedy: 'Give it `edges: [...Edge!]!`, or another name.' }];
  }
  return Object.entries(PARTS)
    .filter(([name]) => !fields[name])
    .map(([name, remedy]) => ({ breach: `must have the field ${name}, as every connection.`, remedy }));
}

const ARGUMENTS = { first: 'Int', after: 'String' };

function paging({ field, named }: PlacedField): Pick<Fault, 'breach' | 'remedy'>[] {
  if (!isConnection(named)) return [];
  return Object.entries(ARGUMENTS).flatMap(([name, wanted]) => {
    const type = field.args.find((argument) => argument.name === name)?.type;
    if (type && String(getNullableType(type)) === wanted) return [];
    const breach = `must take ${name}: ${wanted}, as every connection, but got: ${type ? String(type) : 'no such argument'}.`;
    return [{ breach, remedy: `Add \`${name}: ${wanted}\`.` }];
  });
}
