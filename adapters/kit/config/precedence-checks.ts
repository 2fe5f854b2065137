/** The exceptions from the order of sources: of fields that there are, by sources that there are, each field once. */
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';
import type { Entry } from './entries.ts';
import type { Fault } from './fault.ts';
import { fieldFaults, unknownName } from './known-fields.ts';

export function precedenceFaults(rules: readonly Entry[], sources: ReadonlySet<string>): readonly Fault[] {
  const first = new Map<string, number>();
  return rules.flatMap(({ entry, index }) => {
    const path = ['precedence', index];
    const type = String(entry['type']);
    const fields = Array.isArray(entry['fields']) ? entry['fields'].map(String) : [];
    const named = Array.isArray(entry['sources']) ? entry['sources'].map(String) : [];
    const twice = fields.flatMap((field, i): Fault[] => {
      const before = first.get(`${type}.${field}`) ?? index;
      first.set(`${type}.${field}`, before);
      if (before === index) return [];
      return [
        {
          path: [...path, 'fields', i],
          rule: 'must be given once',
          got: `${type}.${field}, as precedence[${before}]`,
          remedy: 'Remove one of the two.',
        },
      ];
    });
    const unknown = named.flatMap((source, i) =>
      sources.has(source)
        ? []
        : [unknownName([...path, 'sources', i], 'must be a source of this file', source, sources)],
    );
    return [...typeFaults(type, fields, path), ...twice, ...unknown];
  });
}

/** Only what contributors may hold can be of several opinions. */
function typeFaults(type: string, fields: readonly string[], path: readonly PropertyKey[]): readonly Fault[] {
  const holders = (domain: Domain) => contractRules(domain).rule(type, 'name').held;
  const domain = DOMAINS.find(
    (known) => contractRules(known).entities.has(type) && holders(known) === 'OWNER_AND_CONTRIBUTORS',
  );
  return fieldFaults(domain ?? 'inventory', type, fields, [...path, 'type'], [...path, 'fields']);
}
