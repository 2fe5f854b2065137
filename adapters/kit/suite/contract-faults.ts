/** Does a record keep to its contract type? Every fault with its path; none for a record that does. */
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { parseId } from '#schema/ids.ts';
import type { ContractRules } from '#schema/rules.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Only fields that the record has are looked at; `id` must be there. References are `{ id }`. */
export function contractFaults(rules: ContractRules, typeName: string, record: object): string[] {
  const type = rules.schema.getType(typeName);
  if (!isObjectType(type)) throw new TypeError(`${typeName} must be an object type of the contract.`);
  return objectFaults(rules, type, record, typeName);
}

function objectFaults(rules: ContractRules, type: GraphQLObjectType, record: object, path: string): string[] {
  const fields = type.getFields();
  return Object.entries(record).flatMap(([name, value]) => {
    const field = fields[name];
    if (!field) return [`${path}.${name} must be a field of ${type.name}`];
    return valueFaults(rules, field.type, value, `${path}.${name}`);
  });
}

function valueFaults(rules: ContractRules, type: GraphQLOutputType, value: unknown, path: string): string[] {
  if (isNonNullType(type))
    return value === null || value === undefined
      ? [`${path} must not be null`]
      : valueFaults(rules, type.ofType, value, path);
  if (value === null || value === undefined) return [];
  const shown = `${path} must be a ${String(type)}, but got: ${JSON.stringify(value)}`;
  if (isListType(type))
    return Array.isArray(value)
      ? value.flatMap((item, index) => valueFaults(rules, type.ofType, item, `${path}[${index}]`))
      : [shown];
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) ? [] : [shown];
  if (isObjectType(type)) return typeof value === 'object' ? entityFaults(rules, type, value, path) : [shown];
  return leafFits(String(type), value) ? [] : [shown];
}

function entityFaults(rules: ContractRules, type: GraphQLObjectType, value: object, path: string): string[] {
  const faults = objectFaults(rules, type, value, path);
  const missing = rules.entities.has(type.name) && !('id' in value);
  return missing ? [`${path} must have an id`, ...faults] : faults;
}

function leafFits(type: string, value: unknown): boolean {
  switch (type) {
    case 'ID':
      return typeof value === 'string' && parseId(value) !== null;
    case 'DateTime':
      return typeof value === 'string' && INSTANT.test(value);
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string' && value !== '';
  }
}
