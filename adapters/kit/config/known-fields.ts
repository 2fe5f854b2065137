/** Do the fields that a configuration names exist in the contracts? */
import type { Domain } from '#schema/domains.ts';
import { admitsContributors, contractRules } from '#schema/rules.ts';
import type { Fault } from './fault.ts';
import { didYouMean } from './suggest.ts';

/** `withRoot`: also those of Query that a contributor may answer. */
export function fieldFaults(
  domain: Domain,
  typeName: string,
  fields: unknown,
  typePath: readonly PropertyKey[],
  fieldsPath: readonly PropertyKey[],
  withRoot = false,
): readonly Fault[] {
  const { entities, schema } = contractRules(domain);
  const query = schema.getQueryType();
  const isRoot = withRoot && typeName === query?.name;
  const type = isRoot ? query : entities.has(typeName) ? schema.getType(typeName) : undefined;
  if (!type || !('getFields' in type))
    return [unknownName(typePath, `must be an entity of ${domain}`, typeName, entities)];
  const all = Object.values(type.getFields());
  const known = (isRoot ? all.filter(admitsContributors) : all).map(({ name }) => name);
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
