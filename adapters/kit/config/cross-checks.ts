/** What no single value of the configuration tells: names that meet, adapters that are not there, shares that nobody can hold. */
import { DOMAINS } from '#schema/domains.ts';
import type { AdapterModule } from '../module.ts';
import { type Entry, type Mapping, entries, isMapping } from './entries.ts';
import type { Fault } from './fault.ts';
import { fieldFaults } from './known-fields.ts';
import { precedenceFaults } from './precedence-checks.ts';
import { didYouMean } from './suggest.ts';

export type Modules = ReadonlyMap<string, AdapterModule>;

/** Looks at the file as it is written, so that it finds its faults beside all others. */
export function crossChecks(raw: unknown, modules: Modules): readonly Fault[] {
  const sources = entries(raw, 'sources');
  const members = entries(raw, 'members');
  return [
    ...(isMapping(raw) ? nothingAtAll(raw) : []),
    ...sources.flatMap(({ entry, index }) => unknownAdapter(entry, index, modules)),
    ...sources.flatMap(({ entry, index }) => domainFaults(entry, index, modules)),
    ...duplicateSources(sources),
    ...duplicateMembers(sources, members, modules),
    ...members.flatMap(({ entry, index }) => contributions(entry, index)),
    ...precedenceFaults(entries(raw, 'precedence'), namesOf(sources, members)),
  ];
}

function namesOf(sources: readonly Entry[], members: readonly Entry[]): ReadonlySet<string> {
  return new Set([
    ...sources.map(({ entry }) => String(entry['name'])),
    ...members.map(({ entry }) => String(entry['source'])),
  ]);
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

function domainFaults(entry: Mapping, index: number, modules: Modules): readonly Fault[] {
  const manifest = modules.get(String(entry['adapter']))?.manifest;
  if (!manifest) return [];
  const able = Object.keys(manifest.domains);
  return domainsNamed(entry).flatMap((domain, i): Fault[] =>
    able.includes(domain) || !DOMAINS.some((known) => known === domain)
      ? []
      : [
          {
            path: ['sources', index, 'domains', i],
            rule: `must be a domain that the adapter ${manifest.type} serves: ${able.join(', ')}`,
            got: JSON.stringify(domain),
            remedy: '',
          },
        ],
  );
}

function domainsNamed(entry: Mapping): readonly string[] {
  const named = entry['domains'];
  return Array.isArray(named) ? named.filter((one) => typeof one === 'string') : [];
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
    const able = modules.get(String(entry['adapter']))?.manifest.domains ?? {};
    for (const domain of entry['domains'] === undefined ? Object.keys(able) : domainsNamed(entry))
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
    fieldFaults(domain, type, fields, [...path, type], [...path, type], true),
  );
}
