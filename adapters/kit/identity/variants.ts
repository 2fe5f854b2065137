/**
 * The ways to try an identifier, the most specific first: as the source has it, without its domain, rewritten by the
 * configured rules, and, of ports, with the interface's name in full. Together they are one piece of evidence.
 */
import type { IdentifierType } from '#schema/types/inventory.ts';
import type { IdentityOptions } from './config.ts';
import { expandInterfaceName } from './interface-names.ts';

export interface Variant {
  readonly type: IdentifierType;
  readonly value: string;
}

/** Rules are for names; of these types. */
const REWRITTEN: ReadonlySet<IdentifierType> = new Set(['NAME', 'TL1_TID', 'PORT_NAME']);
/** Longer texts are no names: no rule is tried on them. */
const MAX_NAME_LENGTH = 255;

/** Empty for a blank value. */
export function variantMaker(names: IdentityOptions['names']): (identifier: Variant) => Variant[] {
  const domains = names.stripDomains
    .map((domain) => `.${domain.toLowerCase().replace(/^\.+/, '')}`)
    .sort((a, b) => b.length - a.length);
  const rules = names.rewrite.map(({ match, replace }) => ({
    match: new RegExp(`^(?:${match})$`, 'iu'),
    replace,
  }));

  function stripped({ type, value }: Variant): Variant[] {
    if (type !== 'NAME' && type !== 'FQDN') return [];
    const domain = domains.find((end) => value.length > end.length && value.toLowerCase().endsWith(end));
    return domain === undefined ? [] : [{ type: 'NAME', value: value.slice(0, -domain.length) }];
  }

  function rewritten({ type, value }: Variant): Variant[] {
    if (!REWRITTEN.has(type) || value.length > MAX_NAME_LENGTH) return [];
    return [
      { type, value: rules.reduce((name, rule) => name.replace(rule.match, rule.replace), value).trim() },
    ];
  }

  function expanded({ type, value }: Variant): Variant[] {
    if (type !== 'PORT_NAME' || !names.interfaceNames) return [];
    return expandInterfaceName(value).map((long) => ({ type, value: long }));
  }

  return ({ type, value }) => {
    const original = { type, value: value.trim() };
    const short = [original, ...stripped(original)];
    const all = [...short, ...short.flatMap(rewritten)];
    return distinct([...all, ...all.flatMap(expanded)]);
  };
}

function distinct(variants: readonly Variant[]): Variant[] {
  const seen = new Map<string, Variant>();
  for (const variant of variants) {
    const key = `${variant.type} ${variant.value.toLowerCase()}`;
    if (variant.value !== '' && !seen.has(key)) seen.set(key, variant);
  }
  return [...seen.values()];
}
