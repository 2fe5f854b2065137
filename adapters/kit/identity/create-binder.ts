/** The binder of a source: observes its objects, asks the graph who they are, and keeps what it was told. */
import { setMaxListeners } from 'node:events';
import { TributaryError } from '#schema/errors.ts';
import type { Graph } from '#schema/ports/graph.ts';
import { MAX_BATCH } from '#schema/ports/page.ts';
import type { Log } from '../log.ts';
import { loadAliases } from './aliases.ts';
import { WHERE_BATCH, askAll } from './ask-all.ts';
import { askWhere } from './ask.ts';
import type { Binder, Binding, BindingState, NativeObject } from './binder.ts';
import type { IdentityOptions } from './config.ts';
import { KeptBindings } from './kept-bindings.ts';
import { type Later, backoffMs, later } from './later.ts';
import { type Answers, type OuterState, type Question, questionOf, verdictOf } from './question.ts';
import { type StoredBinding, openBindingStore } from './store.ts';
import { Unbound, type Unresolved, type Watched } from './unbound.ts';
import { type Variant, variantMaker } from './variants.ts';

export interface BinderOptions {
  readonly source: string;
  /** The source's own regions: those of its resources, unless its options say otherwise. */
  readonly regions: readonly string[];
  readonly options: IdentityOptions;
  /** Relative paths in the options start here. */
  readonly configDir: string;
  /** Exists; the bindings are kept in it. */
  readonly stateDir: string;
  readonly graph: Graph;
  readonly log: Log;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly later?: Later;
}

/** @throws TributaryError CONFIGURATION_INVALID, where the file of aliases has faults. */
export function createBinder(options: BinderOptions): Binder {
  const { configDir, stateDir, log, now } = options;
  const { aliases, namespaces, regions } = options.options;
  const table = loadAliases(aliases, configDir);
  const kept = new KeptBindings(openBindingStore(stateDir, log, now), {
    aliases: table,
    namespaces,
    regions: regions ?? options.regions,
    log,
    now,
  });
  return new GraphBinder(options, kept);
}

interface Asked {
  readonly watched: Watched;
  readonly question: Question;
}

class GraphBinder implements Binder {
  readonly #graph: Graph;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #later: Later;
  readonly #retryMs: number;
  readonly #refreshMs: number;
  readonly #variantsOf: (identifier: Variant) => Variant[];
  readonly #kept: KeptBindings;
  readonly #unbound = new Unbound();
  readonly #pending = new Set<string>();
  /** Observed and bound: what the refresh is for. */
  readonly #present = new Set<string>();
  readonly #closing = new AbortController();
  #toRefresh: string[] = [];
  #nextRefresh = Infinity;
  /** The graph could not be asked: not before then again. */
  #notBefore = 0;
  #failures = 0;
  #changed = false;
  #run: Promise<void> | null = null;
  #settling: (() => void)[] = [];
  #callOff: () => void = () => {};

  constructor({ graph, log, now, later: runLater, options }: BinderOptions, kept: KeptBindings) {
    this.#graph = graph;
    this.#log = log;
    this.#now = now;
    this.#later = runLater ?? later;
    this.#retryMs = options.retrySeconds * 1000;
    this.#refreshMs = options.refreshSeconds * 1000;
    this.#variantsOf = variantMaker(options.names);
    this.#kept = kept;
    setMaxListeners(0, this.#closing.signal);
  }

  observe(objects: readonly NativeObject[]): void {
    if (this.#closing.signal.aborted) return;
    for (const object of objects) {
      const bound = this.#kept.index.get(object.nativeId);
      if (bound) this.#notePresent(bound.nativeId);
      if (bound && !this.#kept.overruled(bound, object)) continue;
      if (this.#unbound.watch(object) && !bound) this.#pending.add(object.nativeId);
    }
    // Not at once: adapters often tell of ports and of their devices one after the other.
    queueMicrotask(() => {
      if (this.#canAsk()) this.#start();
      else this.#arm();
    });
  }

  binding(nativeId: string): Binding | null {
    return this.#kept.index.get(nativeId);
  }

  state(nativeId: string): BindingState {
    if (this.#kept.index.get(nativeId)) return 'BOUND';
    return this.#unbound.get(nativeId)?.verdict ?? 'PENDING';
  }

  boundTo(resourceId: string): readonly string[] {
    return this.#kept.index.boundTo(resourceId);
  }

  boundWithin(resourceId: string): readonly string[] {
    return this.#kept.index.boundWithin(resourceId);
  }

  get pending(): number {
    return this.#pending.size;
  }

  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#settling.push(resolve);
      this.#start();
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#callOff();
    await this.#run;
    this.#release();
    this.#kept.close();
  }

  #canAsk(): boolean {
    return !this.#closing.signal.aborted && this.#unbound.ready > 0 && this.#now() >= this.#notBefore;
  }

  #start(): void {
    if (this.#run) return;
    this.#run = this.#work().finally(() => {
      this.#run = null;
      // Somebody may have observed more after the last look and before this line.
      if (this.#canAsk()) return this.#start();
      this.#arm();
      this.#release();
    });
  }

  /** One query after the other until nothing is left to ask now. */
  async #work(): Promise<void> {
    while (!this.#closing.signal.aborted && this.#now() >= this.#notBefore) {
      if (this.#unbound.ready > 0) {
        await this.#lookUp(this.#nextGroup());
        continue;
      }
      if (this.#toRefresh.length === 0) return;
      // Whoever waits for the look-ups does not wait for the refresh.
      this.#release();
      await this.#refresh(this.#toRefresh.splice(0, WHERE_BATCH));
    }
  }

  /** Objects whose keys fill one query; those that wait for another object are left out until it is decided. */
  #nextGroup(): Asked[] {
    const group: Asked[] = [];
    let keys = 0;
    for (let watched = this.#unbound.take(); watched; watched = this.#unbound.take()) {
      const { object } = watched;
      const aliases = this.#kept.aliasesOf(object);
      const question = questionOf(object, aliases, this.#variantsOf, (outer) => this.#outer(outer));
      if (!question) continue;
      group.push({ watched, question });
      keys += question.keys.length + question.ids.length;
      if (keys >= MAX_BATCH) break;
    }
    return group;
  }

  #outer(nativeId: string): OuterState {
    const bound = this.#kept.index.get(nativeId);
    if (bound) return bound;
    return this.#unbound.get(nativeId)?.verdict === 'PENDING' ? 'PENDING' : 'NOT_BOUND';
  }

  async #lookUp(group: readonly Asked[]): Promise<void> {
    let answers: Answers;
    try {
      const questions = group.map(({ question }) => question);
      answers = await askAll(this.#graph, questions, this.#kept.among, { signal: this.#closing.signal });
    } catch (error) {
      for (const { watched } of group) this.#unbound.putBack(watched);
      return this.#failed(error);
    }
    this.#failures = 0;
    this.#kept.save(
      group.flatMap(({ watched, question }) => this.#conclude(watched, question, answers) ?? []),
    );
  }

  #conclude(watched: Watched, question: Question, answers: Answers): StoredBinding | null {
    if (!this.#unbound.holds(watched)) return null;
    const { object } = watched;
    const { decision, place } = verdictOf(question, answers, (candidate) => this.#kept.admits(candidate));
    if (decision.state !== 'BOUND') {
      this.#postpone(watched, decision.state);
      return null;
    }
    const binding = this.#kept.bind(object, decision.id, decision.evidence, place);
    this.#notePresent(object.nativeId);
    this.#pending.delete(object.nativeId);
    this.#unbound.drop(object.nativeId);
    this.#unbound.wakeDependents(object.nativeId);
    this.#changed = true;
    this.#log.debug({ nativeId: object.nativeId, id: binding.id, evidence: binding.evidence }, 'Bound.');
    return binding;
  }

  #postpone(watched: Watched, state: Unresolved): void {
    if (state === 'PENDING') {
      watched.misses++;
      watched.dueAt = this.#now() + backoffMs(watched.misses, this.#retryMs);
      return;
    }
    const before = watched.verdict;
    watched.misses = 0;
    watched.dueAt = this.#now() + this.#retryMs;
    watched.verdict = state;
    if (state === before) return;
    const { nativeId, name } = watched.object;
    this.#pending.delete(nativeId);
    if (before === 'PENDING') this.#unbound.wakeDependents(nativeId);
    this.#changed = true;
    this.#log.debug({ nativeId, name, state }, 'No single resource fits an object.');
  }

  async #refresh(ids: readonly string[]): Promise<void> {
    try {
      this.#kept.moved(await askWhere(this.#graph, ids, { signal: this.#closing.signal }));
      this.#failures = 0;
    } catch (error) {
      this.#toRefresh = [];
      this.#failed(error);
    }
  }

  /** The graph cannot be asked: everything waits a while, longer each time. */
  #failed(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#failures++;
    const waitMs = backoffMs(this.#failures, this.#retryMs);
    this.#notBefore = this.#now() + waitMs;
    const code = error instanceof TributaryError ? error.code : 'INTERNAL_ERROR';
    const details = { code, error: error instanceof Error ? error.message : String(error), waitMs };
    if (this.#failures === 1) this.#log.warn(details, 'The graph cannot be asked who objects are.');
    else this.#log.debug(details, 'The graph still cannot be asked who objects are.');
  }

  #notePresent(nativeId: string): void {
    this.#present.add(nativeId);
    if (this.#nextRefresh === Infinity) this.#nextRefresh = this.#now() + this.#refreshMs;
  }

  #release(): void {
    if (this.#changed) {
      this.#changed = false;
      const counts = { PENDING: 0, UNKNOWN: 0, AMBIGUOUS: 0 };
      for (const { verdict } of this.#unbound.values()) counts[verdict]++;
      this.#log.info({ BOUND: this.#present.size, ...counts }, 'Objects were looked up.');
    }
    for (const settle of this.#settling.splice(0)) settle();
  }

  /** Sets the clock for whatever comes next. */
  #arm(): void {
    if (this.#run || this.#closing.signal.aborted) return;
    this.#callOff();
    const ready = this.#unbound.ready > 0 ? this.#notBefore : Infinity;
    const at = Math.max(Math.min(ready, this.#unbound.nextDue(), this.#nextRefresh), this.#notBefore);
    if (at === Infinity) return;
    this.#callOff = this.#later(() => this.#wake(), at - this.#now());
  }

  #wake(): void {
    const now = this.#now();
    this.#unbound.wakeDue(now);
    if (now >= this.#nextRefresh) {
      const ids = Array.from(this.#present, (nativeId) => this.#kept.index.get(nativeId)?.id);
      this.#toRefresh = [...new Set(ids.filter((id) => id !== undefined))];
      this.#nextRefresh = now + this.#refreshMs;
    }
    this.#start();
  }
}
