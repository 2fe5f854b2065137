/** Do the fields that a configuration names exist in the contracts? */
import type { Domain } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';
import type { Fault } from './fault.ts';
import { didYouMean } from './suggest.ts';

export function fieldFaults(
  domain: Domain,
  typeName: string,
  fields: unknown,
  typePath: readonly PropertyKey[],
  fieldsPath: readonly PropertyKey[],
): readonly Fault[] {
  const { entities, schema } = contractRules(domain);
  const type = entities.has(typeName) ? schema.getType(typeName) : undefined;
  if (!type || !('getFields' in type))
    return [unknownName(typePath, `must be an entity of ${domain}`, typeName, entities)];
  const known = Object.keys(type.getFields());
  return (Array.isArray(fields) ? fields : []).flatMap((field: unknown, i) =>
    typeof field !== 'string' || known.includes(field)
      ? []
      : [unknownName([...fieldsPath, i], `must be a field of ${typeName}`, field, known)],
  );
}

export function unknownName(
  path: readonly PropertyKey[],
  rule: string,
  name: string,
  known: Iterable<string>,
): Fault {
  const names = [...known];
  const meant = didYouMean(name, names).trim();
  return {
    path,
    rule,
    got: JSON.stringify(name.slice(0, 80)),
    remedy: meant || `Known are: ${names.join(', ')}.`,
  };
}
