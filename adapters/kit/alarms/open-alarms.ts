/** The open alarms themselves: by id, by the objects they are on, and in every order that somebody has asked for. */
import { type Order, keysOf } from '#schema/order.ts';
import type { Keyed } from '../page/sort-records.ts';
import { type SortedView, createSortedView } from '../page/sorted-view.ts';
import type { SourceAlarm } from './live-alarms.ts';

export class OpenAlarms {
  readonly #alarms = new Map<string, SourceAlarm>();
  readonly #byObject = new Map<string, Set<SourceAlarm>>();
  readonly #views = new Map<string, SortedView<SourceAlarm>>();
  #revision = 0;

  /** Another number after any change. */
  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#alarms.size;
  }

  get(id: string): SourceAlarm | null {
    return this.#alarms.get(id) ?? null;
  }

  ids(): Iterable<string> {
    return this.#alarms.keys();
  }

  values(): Iterable<SourceAlarm> {
    return this.#alarms.values();
  }

  /** All objects and elements that alarms are on. */
  objects(): Iterable<string> {
    return this.#byObject.keys();
  }

  /** The alarms on an object or element. */
  on(nativeId: string): Iterable<SourceAlarm> {
    return this.#byObject.get(nativeId) ?? [];
  }

  put(alarm: SourceAlarm): void {
    if (this.#alarms.get(alarm.record.id) === alarm) return;
    this.remove(alarm.record.id);
    this.#revision++;
    this.#alarms.set(alarm.record.id, alarm);
    for (const nativeId of objectsOf(alarm)) {
      const alarms = this.#byObject.get(nativeId);
      if (alarms) alarms.add(alarm);
      else this.#byObject.set(nativeId, new Set([alarm]));
    }
    for (const view of this.#views.values()) view.add(alarm);
  }

  remove(id: string): void {
    const alarm = this.#alarms.get(id);
    if (!alarm) return;
    this.#revision++;
    this.#alarms.delete(id);
    for (const nativeId of objectsOf(alarm)) {
      const alarms = this.#byObject.get(nativeId);
      alarms?.delete(alarm);
      if (alarms?.size === 0) this.#byObject.delete(nativeId);
    }
    for (const view of this.#views.values()) view.delete(alarm);
  }

  /** All of them in order. Orders go by what the source says alone, so that no binding changes one. */
  inOrder(order: Order): readonly Keyed<SourceAlarm>[] {
    let view = this.#views.get(order.name);
    if (!view) {
      view = createSortedView<SourceAlarm>(order, ({ record }) => keysOf(order, record), this.values());
      this.#views.set(order.name, view);
    }
    return view.read();
  }
}

function objectsOf({ object, element }: SourceAlarm): ReadonlySet<string> {
  return new Set([object, element].filter((nativeId) => nativeId !== null));
}
