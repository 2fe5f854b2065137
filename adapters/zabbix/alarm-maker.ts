/** Alarms of rows, with what the directory knows; the objects that tags name are told to the binder on the way. */
import type { SourceAlarm } from '#adapters/kit/alarms/live-alarms.ts';
import type { NamedObjects } from '#adapters/kit/alarms/named-objects.ts';
import type { ZabbixOptions } from './config.ts';
import type { Directory } from './directory.ts';
import { type Recovery, mapAlarm } from './map.ts';
import { placeOf } from './place.ts';
import type { EventRow } from './types.ts';

export interface Made {
  readonly asOf: string;
  readonly recovery?: Recovery | null;
  /** Null where it is not known. */
  readonly isCause: boolean | null;
}

export type AlarmMaker = (row: EventRow, made: Made) => SourceAlarm;

export interface AlarmMakerParts {
  readonly source: string;
  readonly options: ZabbixOptions;
  readonly directory: Directory;
  readonly named: Pick<NamedObjects, 'name'>;
}

export function createAlarmMaker({ source, options, directory, named }: AlarmMakerParts): AlarmMaker {
  return (row, { asOf, recovery = null, isCause }) => {
    const trigger = directory.trigger(row.objectid);
    const { tagged } = placeOf(row.tags, trigger?.row.hosts ?? [], options.objects);
    if (tagged) named.name(tagged);
    return mapAlarm(row, {
      source,
      options,
      trigger: trigger?.row ?? null,
      editable: trigger?.editable ?? false,
      recovery,
      isCause,
      userName: directory.userName,
      asOf,
    });
  };
}
