/**
 * Zabbix's JSON as its API documents it (reference manual, "API", 6.0 to 7.4), checked row by row: whatever arrives is untrusted.
 * Every scalar is a text in Zabbix, but not always (event.acknowledge answers numbers): both are taken, texts are given.
 */
import * as z from 'zod';

const text = z.union([z.string(), z.number().transform(String)]);
const number = z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^\d{1,20}$/));
/** A key of Zabbix: digits. "0" stands for none. */
const key = number.transform((digits) => digits.replace(/^0+(?=\d)/, ''));
/** Unix seconds. */
const clock = number.pipe(z.string().max(12));
const flag = z.union([z.boolean(), text.transform((value) => value === '1')]);

/** A list whose malformed elements are left out; anything that is no list is an empty one. */
function listOf<Row>(row: z.ZodType<Row>): z.ZodType<Row[]> {
  return z
    .unknown()
    .default([])
    .transform((value) =>
      (Array.isArray(value) ? value : []).flatMap((element: unknown) => {
        const parsed = row.safeParse(element);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

const tagRow = z.object({ tag: text, value: text.default('') });
export type TagRow = z.infer<typeof tagRow>;

const acknowledgeRow = z.object({
  acknowledgeid: key.default('0'),
  userid: key.default('0'),
  clock,
  message: text.default(''),
  /** Bit mask: see ACTION. */
  action: number.default('0'),
  /** Only where Zabbix lets the account see the user. */
  username: text.optional(),
});
export type AcknowledgeRow = z.infer<typeof acknowledgeRow>;

const suppressionRow = z.object({ maintenanceid: key.default('0') });

/** A row of problem.get or event.get: the former has no `value` and only open ones. */
export const eventRow = z.object({
  eventid: key,
  /** The trigger. */
  objectid: key,
  clock,
  /** Not real nanoseconds where a sender gave none: a counter. */
  ns: number.default('0'),
  /** "1": a problem, "0": all is well again. */
  value: text.default('1'),
  name: text.default(''),
  /** Today's severity: an operator may have changed it. */
  severity: text.default(''),
  acknowledged: flag.default(false),
  suppressed: flag.default(false),
  /** The event that ended it; "0" while it stands. */
  r_eventid: key.default('0'),
  /** On the event that ended it: who closed the problem by hand. */
  userid: key.default('0'),
  /** From 6.4: the event that Zabbix holds for its cause. */
  cause_eventid: key.default('0'),
  acknowledges: listOf(acknowledgeRow),
  suppression_data: listOf(suppressionRow),
  tags: listOf(tagRow),
});
export type EventRow = z.infer<typeof eventRow>;

/** What the poll asks of an event: that there is one. */
export const eventMark = z.object({ eventid: key, objectid: key, value: text });
export type EventMark = z.infer<typeof eventMark>;

const hostRef = z.object({
  hostid: key,
  /** The technical name, unique. */
  host: text.default(''),
  /** The visible name. */
  name: text.default(''),
  /** "1": switched off. */
  status: text.default('0'),
});
export type HostRef = z.infer<typeof hostRef>;

export const triggerRow = z.object({
  triggerid: key,
  /** "1": a problem may be closed by hand. */
  manual_close: flag.default(false),
  /** "1": switched off. */
  status: text.default('0'),
  hosts: listOf(hostRef),
});
export type TriggerRow = z.infer<typeof triggerRow>;

const interfaceRow = z.object({
  interfaceid: key.default('0'),
  /** 1 agent, 2 SNMP, 3 IPMI, 4 JMX. */
  type: text.default(''),
  main: flag.default(false),
  useip: flag.default(true),
  ip: text.default(''),
  dns: text.default(''),
});
export type InterfaceRow = z.infer<typeof interfaceRow>;

const groupRow = z.object({ name: text });

/** PHP writes an empty map as []. */
const textMap = z
  .unknown()
  .default([])
  .transform((value): Record<string, string> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  });

export const hostRow = z.object({
  hostid: key,
  host: text.pipe(z.string().min(1)),
  name: text.default(''),
  status: text.default('0'),
  interfaces: listOf(interfaceRow),
  inventory: textMap,
  /** Until 6.0. */
  groups: listOf(groupRow),
  /** From 6.2. */
  hostgroups: listOf(groupRow),
});
export type HostRow = z.infer<typeof hostRow>;

export const userRow = z.object({ userid: key, username: text });
export type UserRow = z.infer<typeof userRow>;

export const idRow = {
  event: z.object({ eventid: key }),
  host: z.object({ hostid: key }),
  trigger: z.object({ triggerid: key }),
};

/** The bits of event.acknowledge. */
export const ACTION = { CLOSE: 1, ACKNOWLEDGE: 2, MESSAGE: 4, SEVERITY: 8, UNACKNOWLEDGE: 16 } as const;
