/** Where a problem is: its host, and the object that a tag names. */
import type { NativeIdentifier, NativeObject } from '#adapters/kit/identity/binder.ts';
import type { ObjectRule } from './config.ts';
import type { HostRef, TagRow } from './types.ts';

export interface Place {
  /** The object the alarm is on: what a tag names, else the host. Null where that is not clear. */
  readonly object: Pick<NativeObject, 'nativeId'> | null;
  /** The same, to be observed; null for hosts, which are observed with all that is known of them. */
  readonly tagged: NativeObject | null;
  /** nativeId of the host, null where the trigger looks at several. */
  readonly element: string | null;
  /** For people. */
  readonly name: string | null;
}

export function hostKey(hostid: string): string {
  return `host.${hostid}`;
}

/** The host of a nativeId made by hostKey, null for the key of anything else. */
export function hostOfKey(nativeId: string): string | null {
  return /^host\.(\d+)$/.exec(nativeId)?.[1] ?? null;
}

/** A trigger that looks at several hosts is on none of them in particular: that is not guessed. */
export function placeOf(
  tags: readonly TagRow[],
  hosts: readonly HostRef[],
  rules: readonly ObjectRule[],
): Place {
  const host = hosts.length === 1 ? hosts[0] : undefined;
  const element = host ? hostKey(host.hostid) : null;
  for (const rule of rules) {
    const value = tags.find(({ tag, value: text }) => tag === rule.tag && text.trim() !== '')?.value.trim();
    if (value === undefined || (rule.within && !host)) continue;
    const nativeId = rule.within && element ? `${element}/${rule.tag}.${value}` : `${rule.tag}.${value}`;
    const identifier: NativeIdentifier = {
      type: rule.type,
      value,
      ...(rule.within && element && { within: element }),
    };
    const name = rule.within && host ? `${host.host} ${value}` : value;
    const tagged = { nativeId, name, identifiers: [identifier] };
    return { object: tagged, tagged, element, name };
  }
  return {
    object: element === null ? null : { nativeId: element },
    tagged: null,
    element,
    name:
      hosts
        .map((one) => one.host)
        .filter(Boolean)
        .join(', ') || null,
  };
}
