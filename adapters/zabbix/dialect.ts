/** What differs between the versions of the API, decided once by the version that the source says it has. */
import { TributaryError } from '#schema/errors.ts';

export interface Dialect {
  /** As the source says it, e.g. 6.0.14. */
  readonly version: string;
  /** From 6.4 the token goes into a header; until 7.0 it may, and before 6.4 it must, stand in the body. */
  readonly tokenInHeader: boolean;
  /** host.get's name for "with its groups". */
  readonly selectGroups: 'selectGroups' | 'selectHostGroups';
  /** event.get's name for "with what people did": until 6.4 the old one, from 7.2 only the new one. */
  readonly selectAcknowledges: 'select_acknowledges' | 'selectAcknowledges';
  /** From 6.4 events know their cause. */
  readonly causes: boolean;
}

/** @throws TributaryError SOURCE_UNSUPPORTED_VERSION below 6.0 and from 8.0. */
export function dialectOf(source: string, version: string): Dialect {
  const [, major = '', minor = ''] = /^(\d{1,3})\.(\d{1,3})(?:\D|$)/.exec(version) ?? [];
  const number = Number(major) * 1000 + Number(minor);
  if (major === '' || number < 6000 || number >= 8000) {
    throw new TributaryError(
      'SOURCE_UNSUPPORTED_VERSION',
      `The version of Zabbix must be 6.0 to 7.x, but got: ${JSON.stringify(version.slice(0, 40))}.`,
      { source },
    );
  }
  return {
    version,
    tokenInHeader: number >= 6004,
    selectGroups: number >= 6002 ? 'selectHostGroups' : 'selectGroups',
    selectAcknowledges: number >= 7000 ? 'selectAcknowledges' : 'select_acknowledges',
    causes: number >= 6004,
  };
}
