/** What of a filter event.get can apply itself. It need not be all: what comes back is filtered again. */
import type { Binder } from '#adapters/kit/identity/binder.ts';
import { tokenNumber } from '#schema/ids.ts';
import type { AlarmFilter, PerceivedSeverity, Scope } from '#schema/types/faults.ts';
import type { ZabbixOptions } from './config.ts';
import { nativeSeverities } from './map.ts';

/** A resource whose alarms are asked for. */
export interface PlaceAsked {
  readonly id: string;
  readonly scope: Scope;
}

export interface PushdownParts {
  readonly source: string;
  readonly options: Pick<ZabbixOptions, 'objects' | 'severity'>;
  readonly binder: Binder;
}

const EQUALS = 1;
const ANY_TAG = 2;

/** Parameters of event.get; null where nothing in Zabbix can match. */
export function pushdown(
  { source, options, binder }: PushdownParts,
  filter: AlarmFilter | null,
  severities: readonly PerceivedSeverity[] | null,
  place: PlaceAsked | null,
): Record<string, unknown> | null {
  const params: Record<string, unknown> = {};
  if (filter?.source && !filter.source.includes(source)) return null;
  if (severities) {
    const native = nativeSeverities(severities, options.severity);
    if (native.length === 0) return null;
    params['severities'] = native;
  }
  if (filter?.ackState) params['acknowledged'] = filter.ackState === 'ACKNOWLEDGED';
  if (filter?.alarmKey) {
    const objectids = filter.alarmKey.flatMap((key) => triggerOfKey(source, key) ?? []);
    if (objectids.length === 0) return null;
    params['objectids'] = objectids;
  }
  const objects = objectsAsked(binder, filter, place);
  if (!objects) return params;
  if (objects.length === 0) return null;
  return { ...params, ...onObjects(objects, options.objects) };
}

/** The native objects that the alarms must be on, by the narrowest condition; null where there is none. */
function objectsAsked(binder: Binder, filter: AlarmFilter | null, place: PlaceAsked | null): string[] | null {
  const lists = [
    ...(place ? [place.scope === 'SELF' ? binder.boundTo(place.id) : binder.boundWithin(place.id)] : []),
    ...(filter?.alarmedObject ? [filter.alarmedObject.flatMap((id) => binder.boundTo(id))] : []),
    ...(filter?.within ? [filter.within.flatMap((id) => binder.boundWithin(id))] : []),
  ];
  const narrowest = lists.toSorted((a, b) => a.length - b.length)[0];
  return narrowest ? [...new Set(narrowest)] : null;
}

/** By host where every object is on one, by tag where none is. Zabbix cannot do "or" between the two. */
function onObjects(objects: readonly string[], rules: ZabbixOptions['objects']): Record<string, unknown> {
  const hosts = objects.map((nativeId) => /^host\.(\d+)(?:\/|$)/.exec(nativeId)?.[1] ?? null);
  const hostids = hosts.filter((hostid) => hostid !== null);
  if (hostids.length === objects.length) return { hostids: [...new Set(hostids)] };
  const tags = objects.flatMap((nativeId) => {
    const rule = rules.find(({ tag, within }) => !within && nativeId.startsWith(`${tag}.`));
    return rule ? [{ tag: rule.tag, value: nativeId.slice(rule.tag.length + 1), operator: EQUALS }] : [];
  });
  return hostids.length === 0 && tags.length === objects.length ? { evaltype: ANY_TAG, tags } : {};
}

/** The trigger whose condition this alarmKey is; null for the key of another source. */
export function triggerOfKey(source: string, key: string): string | null {
  const prefix = `${source}/trigger.`;
  return key.startsWith(prefix) ? tokenNumber(key.slice(prefix.length)) : null;
}
