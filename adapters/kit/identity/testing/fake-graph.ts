/** For tests: a graph over a few resources, and a clock that is told to go on. */
import { TributaryError } from '#schema/errors.ts';
import { sourceOf } from '#schema/ids.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { Later } from '../later.ts';

export interface Known {
  readonly id: string;
  region: string | null;
  ancestorIds: string[] | null;
  keys: string[];
}

/** A graph over a few resources; the gateway and each inventory can be away. */
export class FakeGraph implements Graph {
  readonly resources: Known[] = [];
  readonly asked: (readonly IdentifierInput[])[] = [];
  readonly places: (readonly string[])[] = [];
  readonly filters: unknown[] = [];
  readonly elsewhere: string[] = [];
  readonly reviewed: string[] = [];
  reachable = true;
  complete = true;
  /** Resources whose owner is away. */
  away = new Set<string>();
  /** Sources that the gateway does not have. */
  readonly unknown = new Set<string>();
  /** Resources that were merged into others. */
  readonly merged = new Map<string, string>();
  hold: Promise<void> | null = null;
  inFlight = 0;
  mostInFlight = 0;
  readonly placesMarks?: NonNullable<Graph['placesMarks']>;

  /** What each source tells of itself; without it, the gateway has none of that. */
  constructor(marks?: ReadonlyMap<string, string | null>) {
    if (marks) this.placesMarks = async () => new Map(marks);
  }

  add(id: string, keys: string[], ancestorIds: string[] = [], region: string | null = 'west'): Known {
    const known = { id, keys, ancestorIds, region };
    this.resources.push(known);
    return known;
  }

  async query(
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await (this.hold ?? Promise.resolve());
    this.inFlight--;
    if (!this.reachable) throw new TributaryError('SOURCE_UNAVAILABLE', 'The gateway is away.');
    const { source = [] } = (variables['filter'] ?? {}) as { readonly source?: readonly string[] };
    this.#refuseUnknown(source);
    if (document.startsWith('query Elsewhere')) {
      const keys = variables['keys'] as IdentifierInput[];
      this.elsewhere.push(...keys.map(({ value }) => value));
      return { resolve: this.#resolve(keys) };
    }
    if (document.startsWith('query Review')) {
      const keys = variables['keys'] as IdentifierInput[];
      this.reviewed.push(...keys.map(({ value }) => value));
      return { resolve: this.#resolve(keys) };
    }
    if (document.includes('resolve(')) {
      this.asked.push(variables['keys'] as IdentifierInput[]);
      this.filters.push(variables['filter']);
      return { resolve: this.#resolve(variables['keys'] as IdentifierInput[]) };
    }
    const ids = Object.values(variables).map(String);
    this.#refuseUnknown(ids.map(sourceOf));
    this.places.push(ids);
    return Object.fromEntries(
      ids.map((id, i) => [
        `r${i}`,
        this.away.has(id)
          ? { id, kind: null, region: null, ancestorIds: null }
          : this.#record(this.merged.get(id) ?? id),
      ]),
    );
  }

  #refuseUnknown(sources: readonly string[]): void {
    const source = sources.find((one) => this.unknown.has(one));
    if (source !== undefined) throw new TributaryError('UNKNOWN_SOURCE', 'Unknown.', { source });
  }

  #record(id: string): object | null {
    const known = this.resources.find((one) => one.id === id);
    return known ? { kind: 'DEVICE', ...known } : null;
  }

  #resolve(keys: readonly IdentifierInput[]) {
    return keys.map(({ type, value, scope }) => ({
      complete: this.complete,
      candidates: this.resources.filter((known) =>
        known.keys.includes(`${type} ${value.toLowerCase()}${scope ? ` in ${scope}` : ''}`),
      ),
    }));
  }
}

/** A clock that stands still until it is told to go on. */
export class Clock {
  time = Date.UTC(2026, 2, 1);
  #timers: { at: number; run: () => void }[] = [];
  readonly now = (): number => this.time;
  readonly later: Later = (run, ms) => {
    const timer = { at: this.time + ms, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  };
  pass(ms: number): void {
    this.time += ms;
    const due = this.#timers.filter(({ at }) => at <= this.time);
    this.#timers = this.#timers.filter(({ at }) => at > this.time);
    for (const { run } of due) run();
  }
}

/** Lets what is nothing but promises run to its end. */
export async function untilIdle(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}
