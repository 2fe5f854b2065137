/** The parameters of the calls that read events and problems. */
import type { Dialect } from './dialect.ts';

const ACKNOWLEDGE_FIELDS = ['acknowledgeid', 'userid', 'clock', 'message', 'action'];
const TAG_FIELDS = ['tag', 'value'];
const SUPPRESSION_FIELDS = ['maintenanceid', 'suppress_until'];

const FIELDS = [
  'eventid',
  'objectid',
  'clock',
  'ns',
  'name',
  'severity',
  'acknowledged',
  'suppressed',
  'r_eventid',
];

/** Events of triggers, as opposed to discovery, services and Zabbix itself. */
export const OF_TRIGGERS = { source: 0, object: 0 } as const;

/** A number where Zabbix expects one: 6.0 ignores a limit that is a text. */
export type Limit = number;

/** problem.get: open ones only. It knows no hosts. */
export function problemQuery(dialect: Dialect): Record<string, unknown> {
  return {
    ...OF_TRIGGERS,
    output: [...FIELDS, 'userid', ...(dialect.causes ? ['cause_eventid'] : [])],
    selectTags: TAG_FIELDS,
    selectAcknowledges: ACKNOWLEDGE_FIELDS,
    selectSuppressionData: SUPPRESSION_FIELDS,
  };
}

/** event.get for problems, open or not. */
export function eventQuery(dialect: Dialect): Record<string, unknown> {
  return {
    ...OF_TRIGGERS,
    value: [1],
    output: [...FIELDS, 'value', 'userid', ...(dialect.causes ? ['cause_eventid'] : [])],
    selectTags: TAG_FIELDS,
    [dialect.selectAcknowledges]: ACKNOWLEDGE_FIELDS,
    selectSuppressionData: SUPPRESSION_FIELDS,
  };
}
