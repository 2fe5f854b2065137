/**
 * What each condition of a filter means, told once more and in the fewest words: per condition the values that a record has for
 * it, and whether a value admits. A record that has none is left out of the judgement: what is not known may be read either way.
 */
import { parseId } from '#schema/ids.ts';
import { isRecord } from './member.ts';
import { at } from './samples.ts';

type Rec = Readonly<Record<string, unknown>>;

export interface Condition {
  /** What the record says; empty where it says nothing. */
  readonly values: (record: Rec) => readonly unknown[];
  /** The values of the filter's field that ask for what the record says. */
  readonly wanted: (value: unknown) => readonly unknown[];
  readonly admits: (value: unknown, wanted: unknown) => boolean;
  /** A value of the filter that no record fits; undefined where every one may fit. */
  readonly never?: unknown;
}

const NEVER = 'conformance nobody';
const NEVER_ID = 'conformance-nobody/x';

const field =
  (...path: string[]) =>
  (record: Rec): readonly unknown[] => {
    const holder = at(record, path.slice(0, -1)) ?? {};
    const value = holder[path.at(-1) ?? ''] ?? null;
    if (Array.isArray(value)) return value as unknown[];
    return value === null ? [] : [value];
  };

function anyOf(values: Condition['values'], never?: unknown): Condition {
  return {
    values,
    wanted: (value) => [[value]],
    admits: (value, wanted) => (wanted as unknown[]).includes(value),
    ...(never !== undefined && { never: [never] }),
  };
}

function equal(values: Condition['values']): Condition {
  return { values, wanted: (value) => [value], admits: (value, wanted) => value === wanted };
}

const text: Condition = {
  values: field('name'),
  wanted: (value) => {
    const whole = String(value);
    const [beginning, part] = [prefix(whole, 3), whole.slice(Math.max(0, whole.length - 3)).trim() || whole];
    return [{ equals: whole }, { in: [whole, NEVER] }, { startsWith: beginning }, { contains: part }];
  },
  admits: (value, wanted) => {
    const {
      equals,
      in: list,
      startsWith,
      contains,
    } = wanted as { equals?: string; in?: string[]; startsWith?: string; contains?: string };
    const whole = String(value);
    if (equals !== undefined) return whole === equals;
    if (list !== undefined) return list.includes(whole);
    if (startsWith !== undefined) return whole.startsWith(startsWith);
    return whole.includes(contains ?? '');
  },
  never: { equals: NEVER },
};

function prefix(whole: string, length: number): string {
  return Array.from(whole).slice(0, length).join('');
}

const reported = (admits: (time: number, wanted: number) => boolean): Condition => ({
  values: field('alarmReportingTime'),
  wanted: (value) => [value],
  admits: (value, wanted) => admits(Date.parse(String(value)), Date.parse(String(wanted))),
});

type Conditions = Readonly<Record<string, Condition>>;

/** By the filter type of the contract, then by its field. */
export const CONDITIONS: Readonly<Record<string, Conditions>> = {
  AlarmFilter: {
    state: anyOf(field('state')),
    perceivedSeverity: anyOf(field('perceivedSeverity')),
    alarmType: anyOf(field('alarmType')),
    ackState: equal(field('ackState')),
    alarmKey: anyOf(field('alarmKey'), NEVER),
    alarmedObject: anyOf(field('alarmedObject', 'id'), NEVER_ID),
    // Only that a resource is within itself: who contains it, no record of this domain says.
    within: {
      ...anyOf(field('alarmedObject', 'id'), NEVER_ID),
      admits: (value, wanted) => value === (wanted as unknown[])[0],
    },
    region: anyOf(field('region'), NEVER),
    source: anyOf((record) => [parseId(String(record['id']))?.source ?? ''], 'conformance-nobody'),
    serviceAffecting: equal(field('serviceAffecting')),
    plannedOutage: equal(field('plannedOutage')),
    suppressed: equal(field('suppressed')),
    flapping: equal(field('flapping')),
    objectResolved: equal((record) => [isRecord(record['alarmedObject'])]),
    reportedAfter: reported((time, wanted) => time >= wanted),
    reportedBefore: reported((time, wanted) => time < wanted),
    text: {
      values: (record) => {
        const said = [...field('specificProblem')(record), ...field('alarmedObjectName')(record)];
        return said.length === 0 ? [] : [said.join('\n')];
      },
      wanted: (value) => [prefix(String(value).split('\n')[0] ?? '', 6).toUpperCase()],
      admits: (value, wanted) => String(value).toLowerCase().includes(String(wanted).toLowerCase()),
      never: NEVER,
    },
  },
  ResourceFilter: {
    kind: anyOf(field('kind')),
    resourceType: anyOf(field('resourceType'), NEVER),
    name: text,
    within: anyOf(field('ancestorIds'), NEVER_ID),
    region: anyOf(field('region'), NEVER),
    technology: anyOf(field('technology'), NEVER),
    operationalState: anyOf(field('operationalState')),
    lifecycleState: anyOf(field('lifecycleState')),
    vendor: anyOf(field('equipment', 'vendor'), NEVER),
    role: anyOf(field('equipment', 'role'), NEVER),
  },
  ServiceFilter: {
    name: text,
    region: anyOf(field('region'), NEVER),
    category: anyOf(field('category')),
    serviceType: anyOf(field('serviceType'), NEVER),
    state: anyOf(field('state')),
    operatingStatus: anyOf(field('operatingStatus')),
    customer: anyOf(field('customer', 'id'), NEVER_ID),
  },
  CustomerFilter: {
    name: text,
    region: anyOf(field('region'), NEVER),
    tier: anyOf(field('tier'), NEVER),
  },
};

/** True, false, or null where the record says nothing that the condition could be judged by. */
export function judged(condition: Condition, record: Rec, wanted: unknown): boolean | null {
  const values = condition.values(record);
  if (values.length === 0) return null;
  return values.some((value) => condition.admits(value, wanted));
}
