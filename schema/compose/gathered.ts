/**
 * What several members can answer says how their answers become one: a list or a number without a gather rule would show one
 * member's share as if it were everything.
 */
import {
  type GraphQLObjectType,
  getNullableType,
  isListType,
  isObjectType,
  isScalarType,
  isInterfaceType,
  isUnionType,
} from 'graphql';
import { directive } from '../rules.ts';
import { isConnection } from './connections.ts';
import {
  type Contract,
  type PlacedField,
  allFields,
  fieldsOf,
  isRecord,
  keyFields,
  objectTypes,
} from './contract.ts';
import type { Fault } from './fault.ts';

export function gathered(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) => [
    ...reachedByMany(contract).flatMap((placed) => needsRule(contract, placed)),
    ...allFields(contract).flatMap((placed) => needsConvention(contract, placed)),
  ]);
}

/** Every field that more than one member can answer for one and the same object. */
function reachedByMany(contract: Contract): PlacedField[] {
  const reached = new Map<string, PlacedField>();
  const visit = (placed: PlacedField): void => {
    if (reached.has(placed.place)) return;
    reached.set(placed.place, placed);
    if (isConnection(placed.named) || !isMerged(placed)) return;
    for (const type of valueTypes(contract, placed)) fieldsOf(type).forEach(visit);
  };
  for (const type of objectTypes(contract)) startsAt(contract, type).forEach(visit);
  return [...reached.values()];
}

/** The fields of a type that several members are asked for, other than as a part of something. */
function startsAt(contract: Contract, type: GraphQLObjectType): PlacedField[] {
  if (type === contract.schema.getMutationType())
    return fieldsOf(type).filter((placed) => !directive(placed.field.astNode, 'scatter'));
  if (type === contract.schema.getQueryType()) return fieldsOf(type);
  if (!isRecord(contract, type)) return [];
  return fieldsOf(type).filter(
    ({ field }) =>
      !keyFields(type).has(field.name) && contract.rules.rule(type.name, field.name).held !== 'OWNER',
  );
}

/** Are the parts of this field's value merged? An element of a UNION or the value of FIRST is one member's as a whole. */
function isMerged(placed: PlacedField): boolean {
  const by = gatherOf(placed);
  return by === undefined ? !isList(placed) : by === 'POSITION';
}

function valueTypes(contract: Contract, { named }: PlacedField): readonly GraphQLObjectType[] {
  const types =
    isInterfaceType(named) || isUnionType(named)
      ? contract.schema.getPossibleTypes(named)
      : isObjectType(named)
        ? [named]
        : [];
  return types.filter((type) => !isRecord(contract, type));
}

function needsRule(contract: Contract, placed: PlacedField): Fault[] {
  const list = isList(placed);
  const number = isScalarType(placed.named) && ['Int', 'Float'].includes(placed.named.name);
  if ((!list && !number) || gatherOf(placed) !== undefined) return [];
  if (isConvention(placed)) return [];
  return [
    {
      place: placed.place,
      domain: contract.domain,
      breach: `must say how the shares of several members become one, for it is a ${list ? 'list' : 'number'}, but got: no @gather.`,
      remedy: list
        ? 'Add @gather(by: "UNION", key: "..."), or "POSITION" or "FIRST".'
        : 'Add @gather(by: "SUM") for a count; "MIN", "MAX" or "FIRST" for a measure.',
    },
  ];
}

const CONVENTIONS: Readonly<Record<string, string>> = { complete: 'COMPLETE', totalCount: 'SUM' };

function isConvention({ type, field }: PlacedField): boolean {
  return Object.hasOwn(CONVENTIONS, field.name) && (field.name === 'complete' || isConnection(type));
}

function needsConvention(contract: Contract, placed: PlacedField): Fault[] {
  const rule = CONVENTIONS[placed.field.name];
  const by = gatherOf(placed);
  if (!isConvention(placed) || rule === undefined || by === rule) return [];
  return [
    {
      place: placed.place,
      domain: contract.domain,
      breach: `must be gathered by ${rule}, but got: ${by ?? 'no @gather'}.`,
      remedy: `Write @gather(by: "${rule}").`,
    },
  ];
}

function gatherOf({ field }: PlacedField): string | undefined {
  return directive(field.astNode, 'gather')?.['by'];
}

function isList({ field }: PlacedField): boolean {
  return isListType(getNullableType(field.type));
}
