/** An open live set beside a binder that is bound by hand. */
import type { Order } from '#schema/order.ts';
import { contractRules } from '#schema/rules.ts';
import type { AlarmOrder } from '#schema/types/faults.ts';
import type { Binding, BindingState, ObjectVerdict } from '../../identity/binder.ts';
import { BoundIndex } from '../../identity/bound-index.ts';
import { createLiveAlarms } from '../create-live-alarms.ts';
import type { LiveAlarms, SourceAlarm } from '../live-alarms.ts';

/** The binder's own index, bound by hand. */
export class HandBinder extends BoundIndex {
  readonly states = new Map<string, Exclude<BindingState, 'BOUND'>>();
  readonly #verdicts = new Map<string, ObjectVerdict>();
  binding(nativeId: string): Binding | null {
    return this.get(nativeId);
  }
  state(nativeId: string): BindingState {
    return this.get(nativeId) ? 'BOUND' : (this.states.get(nativeId) ?? 'UNKNOWN');
  }
  readonly #attended: (() => Iterable<string>)[] = [];
  attend(objects: () => Iterable<string>): void {
    this.#attended.push(objects);
  }
  /** Whose places are read again often. */
  get attended(): string[] {
    return this.#attended.flatMap((objects) => [...objects()]);
  }
  readonly parts = new Set<string>();
  isPartOf(nativeId: string, outer: string): boolean {
    return this.parts.has(`${nativeId} in ${outer}`);
  }
  verdict(nativeId: string): ObjectVerdict {
    const state = this.state(nativeId);
    const known = this.#verdicts.get(nativeId);
    if (known?.state === state) return known;
    const verdict = { state, explanation: `${nativeId} is ${state}.` };
    this.#verdicts.set(nativeId, verdict);
    return verdict;
  }
  get pending(): number {
    return [...this.states.keys()].filter((nativeId) => this.state(nativeId) === 'PENDING').length;
  }
  get unplaced(): number {
    return this.unplacedObjects.size;
  }
  bind(
    nativeId: string,
    id: string,
    ancestorIds: string[] | null = [],
    region: string | null = 'west',
  ): void {
    this.set({ nativeId, id, ancestorIds, region, evidence: ['NAME'], boundAt: '2026-03-01T00:00:00.000Z' });
  }
}

const NOW = Date.UTC(2026, 2, 1);
const orderOf = (by: AlarmOrder): Order => contractRules('faults').order('Query', 'alarms', by);
export const ORDERS = (['REPORTING_TIME_DESC', 'SEVERITY_DESC'] as const).map(orderOf);
export const [NEWEST] = ORDERS as [Order, Order];

export function open(regions = ['west']): { live: LiveAlarms; binder: HandBinder } {
  const binder = new HandBinder();
  return { binder, live: createLiveAlarms({ source: 'zabbix-west', regions, binder, now: () => NOW }) };
}

export function alarm(
  token: string,
  object: string | null,
  element: string | null,
  more: Partial<SourceAlarm['record']> = {},
): SourceAlarm {
  return {
    object,
    element,
    record: {
      id: `zabbix-west/${token}`,
      state: 'RAISED',
      perceivedSeverity: 'MAJOR',
      ackState: 'UNACKNOWLEDGED',
      alarmReportingTime: '2026-03-01T00:00:00.000Z',
      ...more,
    },
  };
}

export const all = { order: NEWEST, first: 100, after: null, filter: null };
