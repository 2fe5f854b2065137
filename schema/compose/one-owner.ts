/**
 * Every traversal has exactly one owning domain. Where several subgraphs may resolve a field that leads on, the planner tries
 * every way through the graph: five domains that share one such field stall it for half a minute.
 */
import { type GraphQLNamedType, isAbstractType, isCompositeType, isObjectType } from 'graphql';
import { directive } from '../rules.ts';
import { type Contract, type PlacedField, allFields, fieldsOf, isRecord } from './contract.ts';
import type { Fault } from './fault.ts';

export function oneOwner(contracts: readonly Contract[]): Fault[] {
  return [...contracts.flatMap(sharedTraversals), ...doubleOwners(contracts)];
}

function sharedTraversals(contract: Contract): Fault[] {
  return allFields(contract)
    .filter(isShareable)
    .flatMap((placed) => {
      const way = wayToRecord(contract, placed.named);
      return way === null
        ? []
        : {
            place: placed.place,
            domain: contract.domain,
            breach: `must not be @shareable, for it leads to an entity: ${[placed.place, ...way].join(' -> ')}.`,
            remedy: `Let one domain own it: drop @shareable from ${placed.type.name}${onField(placed) ? `.${placed.field.name}` : ''}, or take the field out of the shared type.`,
          };
    });
}

function doubleOwners(contracts: readonly Contract[]): Fault[] {
  const owners = new Map<string, string[]>();
  for (const contract of contracts) {
    for (const { place, field, named } of allFields(contract)) {
      if (!isCompositeType(named) || directive(field.astNode, 'external')) continue;
      owners.set(place, [...(owners.get(place) ?? []), contract.domain]);
    }
  }
  return [...owners]
    .filter(([, domains]) => domains.length > 1)
    .map(([place, domains]) => ({
      place,
      domain: domains.join(', '),
      breach: `must be resolvable in one domain alone, for it gives an object, but got: ${domains.length} domains.`,
      remedy: 'Keep it in the domain that owns the answer; elsewhere leave it out or name it otherwise.',
    }));
}

function isShareable(placed: PlacedField): boolean {
  const { astNode, extensionASTNodes } = placed.type;
  return onField(placed) || [astNode, ...extensionASTNodes].some((node) => directive(node, 'shareable'));
}

function onField({ field }: PlacedField): boolean {
  return directive(field.astNode, 'shareable') !== null;
}

/** The names on the way from a type to the first entity it leads to; null where it leads to none. */
function wayToRecord(
  contract: Contract,
  type: GraphQLNamedType,
  seen: ReadonlySet<string> = new Set(),
): string[] | null {
  if (isRecord(contract, type)) return [type.name];
  if (seen.has(type.name)) return null;
  const now = new Set([...seen, type.name]);
  const possible = isAbstractType(type) ? contract.schema.getPossibleTypes(type) : [type];
  for (const { place, named } of possible.filter(isObjectType).flatMap(fieldsOf)) {
    const way = wayToRecord(contract, named, now);
    if (way) return [place, ...way];
  }
  return null;
}
