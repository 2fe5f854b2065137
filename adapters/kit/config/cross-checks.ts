/** What no single value of the configuration tells: names that meet, adapters that are not there, shares that nobody can hold. */
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';
import type { AdapterModule } from '../module.ts';
import type { Fault } from './fault.ts';
import { didYouMean } from './suggest.ts';

export type Modules = ReadonlyMap<string, AdapterModule>;
type Mapping = Readonly<Record<string, unknown>>;

/** Looks at the file as it is written, so that it finds its faults beside all others. */
export function crossChecks(raw: unknown, modules: Modules): readonly Fault[] {
  const sources = entries(raw, 'sources');
  const members = entries(raw, 'members');
  return [
    ...(isMapping(raw) ? nothingAtAll(raw) : []),
    ...sources.flatMap(({ entry, index }) => unknownAdapter(entry, index, modules)),
    ...duplicateSources(sources),
    ...duplicateMembers(sources, members, modules),
    ...members.flatMap(({ entry, index }) => contributions(entry, index)),
  ];
}

export interface Entry {
  readonly entry: Mapping;
  readonly index: number;
}

/** The mappings in a list of the file, with their places in it. */
export function entries(raw: unknown, list: 'sources' | 'members'): readonly Entry[] {
  const values = isMapping(raw) ? raw[list] : undefined;
  if (!Array.isArray(values)) return [];
  return values.flatMap((entry: unknown, index) => (isMapping(entry) ? [{ entry, index }] : []));
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nothingAtAll(raw: Mapping): readonly Fault[] {
  const empty = (value: unknown): boolean =>
    value === undefined || (Array.isArray(value) && value.length === 0);
  if (!empty(raw['sources']) || !empty(raw['members'])) return [];
  return [{ path: ['sources'], rule: 'must name a source, or members a member', got: 'none', remedy: '' }];
}

function unknownAdapter(entry: Mapping, index: number, modules: Modules): readonly Fault[] {
  const adapter = entry['adapter'];
  if (typeof adapter !== 'string' || adapter === '' || modules.has(adapter)) return [];
  return [
    {
      path: ['sources', index, 'adapter'],
      rule: `must be one of ${[...modules.keys()].join(', ')}`,
      got: JSON.stringify(adapter.slice(0, 80)),
      remedy: didYouMean(adapter, modules.keys()).trim(),
    },
  ];
}

function duplicateSources(sources: readonly Entry[]): readonly Fault[] {
  const first = new Map<unknown, number>();
  return sources.flatMap(({ entry, index }) => {
    const name = entry['name'];
    const before = first.get(name);
    if (typeof name !== 'string' || before === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      {
        path: ['sources', index, 'name'],
        rule: 'must be a name of its own',
        got: `${JSON.stringify(name)}, as sources[${before}]`,
        remedy: 'Two sources of one name would mint the same ids.',
      },
    ];
  });
}

function duplicateMembers(
  sources: readonly Entry[],
  members: readonly Entry[],
  modules: Modules,
): readonly Fault[] {
  const held = new Map<string, string>();
  for (const { entry, index } of sources) {
    const served = modules.get(String(entry['adapter']))?.manifest.domains ?? {};
    for (const domain of Object.keys(served))
      held.set(`${String(entry['name'])} ${domain}`, `sources[${index}]`);
  }
  return members.flatMap(({ entry, index }) => {
    const key = `${String(entry['source'])} ${String(entry['domain'])}`;
    const before = held.get(key);
    held.set(key, before ?? `members[${index}]`);
    if (before === undefined) return [];
    return [
      {
        path: ['members', index],
        rule: 'must serve a domain that nobody else serves for this source',
        got: `${key}, as ${before}`,
        remedy: 'Remove one of the two.',
      },
    ];
  });
}

function contributions(entry: Mapping, index: number): readonly Fault[] {
  const contributes = isMapping(entry['contributes']) ? entry['contributes'] : {};
  const path = ['members', index, 'contributes'];
  const any = Object.keys(contributes).length > 0;
  if (entry['role'] === 'CONTRIBUTES' && !any)
    return [
      { path, rule: 'must name a field at least', got: 'none', remedy: 'Else nobody would ask the member.' },
    ];
  if (entry['role'] !== 'CONTRIBUTES' && any)
    return [{ path, rule: 'must be left out unless role is CONTRIBUTES', remedy: '' }];
  const domain = DOMAINS.find((known) => known === entry['domain']);
  if (!domain) return [];
  return Object.entries(contributes).flatMap(([type, fields]) =>
    contributedFields(domain, type, fields, path),
  );
}

function contributedFields(
  domain: Domain,
  typeName: string,
  fields: unknown,
  path: readonly PropertyKey[],
): readonly Fault[] {
  const { entities, schema } = contractRules(domain);
  const type = entities.has(typeName) ? schema.getType(typeName) : undefined;
  if (!type || !('getFields' in type))
    return [unknownName([...path, typeName], `must be an entity of ${domain}`, typeName, entities)];
  const known = Object.keys(type.getFields());
  return (Array.isArray(fields) ? fields : []).flatMap((field: unknown, i) =>
    typeof field !== 'string' || known.includes(field)
      ? []
      : [unknownName([...path, typeName, i], `must be a field of ${typeName}`, field, known)],
  );
}

function unknownName(
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
