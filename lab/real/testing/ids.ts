/** The ids that the sources of lab/real/tributary.yaml mint. */

/** As a numeric native key stands in an id: the count of its digits as a letter, then the digits. */
function token(key: number | string): string {
  return `${String.fromCharCode(96 + String(key).length)}${key}`;
}

export const legacyId = (type: 'device' | 'port' | 'trail' | 'circuit' | 'customer', key: number): string =>
  `legacy/${type}.${token(key)}`;

/** The alarm that this event of Zabbix is, in the source "zabbix". */
export const alarmIdOf = (eventid: string): string => `zabbix/${token(eventid)}`;

/** Zabbix's own id of the event that an alarm is. */
export const eventidOf = (alarmId: string): string => alarmId.replace(/^zabbix\/[a-z]/, '');
