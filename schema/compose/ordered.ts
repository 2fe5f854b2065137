/** Every connection has a declared total order, over keys that its edges or nodes have. */
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { parseOrder } from '../order.ts';
import { directive, nodeTypeOf } from '../rules.ts';
import { isConnection } from './connections.ts';
import { type Contract, type PlacedField, allFields } from './contract.ts';
import type { Fault } from './fault.ts';

type PlacedFault = Omit<Fault, 'domain'>;

export function ordered(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) =>
    allFields(contract)
      .filter(({ named }) => isConnection(named))
      .flatMap((placed) => orders(placed))
      .map((fault) => ({ ...fault, domain: contract.domain })),
  );
}

function orders(placed: PlacedField): PlacedFault[] {
  const { field, place, named } = placed;
  const own = directive(field.astNode, 'order')?.['by'];
  const chosen = field.args.some((arg) => arg.name === 'orderBy');
  if (!chosen) return declared(place, own, named, ' Or take an argument orderBy.');
  if (own === undefined) return choice(placed);
  const breach = 'must have one order, but got: @order on the field and an argument orderBy.';
  return [{ place, breach, remedy: 'Drop @order from the field.' }, ...choice(placed)];
}

/** The orders that a client chooses from. */
function choice({ field, place, named }: PlacedField): PlacedFault[] {
  const argument = field.args.find((arg) => arg.name === 'orderBy');
  if (!argument) return [];
  const at = `${place}(orderBy:)`;
  const values = getNamedType(argument.type);
  if (!isEnumType(values)) {
    const breach = `must be an enum, but got: ${String(argument.type)}.`;
    return [{ place: at, breach, remedy: 'Make it one, each value with an @order.' }];
  }
  const faults = values
    .getValues()
    .flatMap((value) =>
      declared(`${values.name}.${value.name}`, directive(value.astNode, 'order')?.['by'], named),
    );
  if (isNonNullType(argument.type) || (argument.defaultValue ?? null) !== null) return faults;
  const remedy = `Say which order a client gets that names none, e.g. \`= ${values.getValues()[0]?.name}\`.`;
  return [...faults, { place: at, breach: 'must have a default, but got: none.', remedy }];
}

function declared(
  place: string,
  by: string | undefined,
  connection: GraphQLNamedType,
  orElse = '',
): PlacedFault[] {
  if (by === undefined) {
    const breach = 'must declare a total order, but got: none.';
    return [{ place, breach, remedy: `Add @order(by: "... id").${orElse}` }];
  }
  let keys;
  try {
    keys = parseOrder(by).keys;
  } catch {
    const breach = `must be ordered by "field[:desc] ... id", but got: ${JSON.stringify(by)}.`;
    const remedy = 'End the order in id: without it two records may stand at one place.';
    return [{ place, breach, remedy }];
  }
  return keys.flatMap(({ field }) => unknownKey(place, field, connection));
}

function unknownKey(place: string, key: string, connection: GraphQLNamedType): PlacedFault[] {
  const owners = [edgeOf(connection), nodeTypeOf(connection)].filter((type) => isObjectType(type));
  const type = owners.map((owner) => owner.getFields()[key]?.type).find((found) => found !== undefined);
  if (type && isLeafType(getNamedType(type)) && !isListType(getNullableType(type))) return [];
  const got = JSON.stringify(key) + (type ? `, which is ${String(type)}` : '');
  const names = owners.map((owner) => owner.name).join(' or ');
  const breach = `must be ordered by single values of ${names}, but got: ${got}.`;
  return [{ place, breach, remedy: 'Name fields that they have in this contract.' }];
}

function edgeOf(connection: GraphQLNamedType): GraphQLObjectType | null {
  const edge = isObjectType(connection) ? getNamedType(connection.getFields()['edges']?.type) : undefined;
  return isObjectType(edge) ? edge : null;
}
