/** Observes a source's objects, asks the graph who they are, and keeps what it was told. One kind of question at a time. */
import { setMaxListeners } from 'node:events';
import { TributaryError } from '#schema/errors.ts';
import type { KnownAs } from '#schema/ports/inventory.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { Log } from '../log.ts';
import type { Binder, Binding, BindingState, NativeObject, ObjectVerdict } from './binder.ts';
import type { BinderOptions } from './create-binder.ts';
import { type Desk, lookUpAnew } from './desk.ts';
import { NOT_YET } from './findings.ts';
import { Freshness } from './freshness.ts';
import type { KeptBindings } from './kept-bindings.ts';
import { knownAs } from './known-as.ts';
import { type Later, backoffMs, later } from './later.ts';
import { LookUps } from './look-ups.ts';
import { Observed } from './observed.ts';
import { type Operators, saidText } from './operators.ts';
import { Places } from './places.ts';
import { Reviews } from './reviews.ts';
import { SecondLook } from './second-look.ts';
import { type Told, Unbound } from './unbound.ts';
import { variantMaker } from './variants.ts';

/** How often pins and aliases are looked for. */
const OPERATORS_MS = 2000;
/** How much of the time reviews may take. */
const REVIEW_SHARE = 0.1;
const PENDING: Told = { state: 'PENDING', explanation: NOT_YET };

export class GraphBinder implements Binder {
  readonly #desk: Desk;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #later: Later;
  readonly #retryMs: number;
  readonly #reviewMs: number;
  readonly #kept: KeptBindings;
  readonly #operators: Operators;
  readonly #lookUps: LookUps;
  readonly #secondLook: SecondLook;
  readonly #places: Places;
  readonly #closing = new AbortController();
  /** By object, and of what it was told. */
  readonly #verdicts = new Map<string, { readonly of: Told | Binding; readonly verdict: ObjectVerdict }>();
  #nextReview = Infinity;
  /** Null where none is under way. */
  #reviewBegan: number | null = null;
  /** The graph could not be asked: not before then again. */
  #notBefore = 0;
  #failures = 0;
  #run: Promise<void> | null = null;
  #settling: (() => void)[] = [];
  #callOff: () => void = () => {};
  #callOffOperators: () => void = () => {};

  constructor(given: BinderOptions, operators: Operators, kept: KeptBindings) {
    const { graph, log, now, later: runLater, options } = given;
    this.#log = log;
    this.#now = now;
    this.#later = runLater ?? later;
    this.#retryMs = options.retrySeconds * 1000;
    this.#reviewMs = options.reviewSeconds * 1000;
    this.#kept = kept;
    this.#operators = operators;
    this.#desk = {
      graph,
      log,
      now,
      kept,
      retryMs: this.#retryMs,
      signal: this.#closing.signal,
      observed: new Observed(),
      freshness: new Freshness(options.refreshSeconds * 1000, now),
      unbound: new Unbound(),
      reviews: new Reviews(),
      pending: new Set(),
      variantsOf: variantMaker(options.names),
    };
    this.#lookUps = new LookUps(this.#desk);
    this.#secondLook = new SecondLook(this.#desk);
    this.#places = new Places(this.#desk, options.refreshSeconds * 1000);
    setMaxListeners(0, this.#closing.signal);
    this.#watchOperators();
  }

  observe(objects: readonly NativeObject[]): void {
    if (this.#closing.signal.aborted) return;
    const { observed, unbound, pending } = this.#desk;
    for (const object of objects) {
      const { nativeId } = object;
      const isNew = observed.get(nativeId) === null;
      if (isNew) this.#kept.recall(nativeId);
      observed.set(object);
      const bound = this.#kept.get(nativeId);
      if (bound && !this.#kept.overruled(bound, object)) {
        if (unbound.get(nativeId)) this.#kept.untell(nativeId);
        unbound.drop(nativeId);
        this.#secondLook.observe(bound, object, isNew);
      } else if (unbound.watch(object, saidText(this.#kept.said(object))) && !bound) pending.add(nativeId);
      if (bound && isNew) this.#places.stir();
      if (bound) this.#expectTurns();
    }
    // Not at once: adapters often tell of ports and of their devices one after the other.
    queueMicrotask(() => this.#arm());
  }

  forget(nativeIds: readonly string[]): void {
    if (this.#closing.signal.aborted) return;
    const { observed, unbound, pending, freshness } = this.#desk;
    for (const nativeId of nativeIds) {
      observed.delete(nativeId);
      freshness.drop(nativeId);
      this.#verdicts.delete(nativeId);
      unbound.drop(nativeId);
      pending.delete(nativeId);
      this.#secondLook.drop(nativeId);
      this.#kept.forget(nativeId);
    }
    this.#kept.flush();
  }

  attend(objects: () => Iterable<string>): void {
    this.#places.attend(objects);
  }

  hurry(nativeId: string): void {
    this.#desk.unbound.hurry(nativeId);
  }

  binding(nativeId: string): Binding | null {
    return this.#kept.index.get(nativeId);
  }

  state(nativeId: string): BindingState {
    return this.#kept.index.get(nativeId) ? 'BOUND' : this.#told(nativeId).state;
  }

  verdict(nativeId: string): ObjectVerdict {
    const binding = this.#kept.index.get(nativeId);
    // Of a bound object: what an operator has said of it since.
    const said = this.#desk.unbound.get(nativeId)?.told;
    const told = said ?? binding ?? this.#told(nativeId);
    const known = this.#verdicts.get(nativeId);
    if (known?.of === told) return known.verdict;
    const verdict = binding ? boundVerdict(binding, said) : unboundVerdict(this.#told(nativeId));
    this.#verdicts.set(nativeId, { of: told, verdict });
    return verdict;
  }

  isPartOf(nativeId: string, outer: string): boolean {
    return this.#desk.observed.inside(outer).has(nativeId);
  }

  boundTo(resourceId: string): readonly string[] {
    return this.#kept.index.boundTo(resourceId);
  }

  boundWithin(resourceId: string): readonly string[] {
    return this.#kept.index.boundWithin(resourceId);
  }

  knownAs(keys: readonly IdentifierInput[]): Promise<readonly KnownAs[]> {
    return knownAs(this.#desk, keys);
  }

  get revision(): number {
    return this.#kept.index.revision;
  }

  get pending(): number {
    return this.#desk.pending.size;
  }

  get unplaced(): number {
    return this.#kept.index.unplacedObjects.size;
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
    this.#callOffOperators();
    await this.#run;
    this.#release();
    this.#kept.close();
  }

  #told(nativeId: string): Told {
    const contested = this.#kept.get(nativeId);
    return contested ? this.#secondLook.why(contested) : (this.#desk.unbound.get(nativeId)?.told ?? PENDING);
  }

  /** When there is something to ask; Infinity where nothing is known of. */
  #dueAt(): number {
    const { unbound, reviews } = this.#desk;
    const ready = unbound.ready + reviews.ready > 0 || this.#lookUps.curious;
    const due = [unbound.nextDue(), reviews.nextDue(), this.#places.dueAt, this.#nextReview];
    return Math.max(ready ? 0 : Math.min(...due), this.#notBefore);
  }

  #start(): void {
    if (this.#run) return;
    this.#run = this.#work().finally(() => {
      this.#run = null;
      // Somebody may have observed more after the last look and before this line.
      this.#arm();
      if (!this.#run) this.#release();
    });
  }

  /** One query after the other until nothing is left to ask now. */
  async #work(): Promise<void> {
    while (!this.#closing.signal.aborted && this.#now() >= this.#notBefore) {
      const next = this.#next();
      if (!next) return;
      try {
        await next();
        this.#failures = 0;
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  /** The most urgent thing to ask: who is on nothing, where things are, what is in doubt, and what only people want to know. */
  #next(): (() => Promise<void>) | null {
    const { unbound, reviews } = this.#desk;
    const now = this.#now();
    unbound.wakeDue(now);
    reviews.wakeDue(now);
    if (unbound.ready > 0) return () => this.#lookUp();
    // Whoever waits for the look-ups does not wait for anything else.
    this.#release();
    if (this.#reviewBegan === null && now >= this.#nextReview) {
      this.#reviewBegan = now;
      this.#secondLook.doubtAll();
      this.#places.doubtAll();
    }
    const quick = this.#places.quick();
    if (quick) return quick;
    if (reviews.ready > 0) return () => this.#secondLook.lookAgain();
    this.#reviewed();
    return this.#places.slow() ?? (this.#lookUps.curious ? () => this.#lookUps.lookElsewhere() : null);
  }

  /** Everything was looked at again: the longer that took, the later it is done the next time. */
  #reviewed(): void {
    if (this.#reviewBegan === null) return;
    const now = this.#now();
    const pause = (now - this.#reviewBegan) / REVIEW_SHARE;
    this.#nextReview = Math.max(this.#reviewBegan + this.#reviewMs, now + pause);
    this.#reviewBegan = null;
  }

  async #lookUp(): Promise<void> {
    await this.#lookUps.lookUp();
    if (this.#lookUps.news) this.#expectTurns();
  }

  /** The graph cannot be asked: everything waits a while, longer each time. */
  #failed(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#places.abandon();
    this.#failures++;
    const waitMs = backoffMs(this.#failures, this.#retryMs);
    this.#notBefore = this.#now() + waitMs;
    const code = error instanceof TributaryError ? error.code : 'INTERNAL_ERROR';
    const details = { code, error: error instanceof Error ? error.message : String(error), waitMs };
    if (this.#failures === 1) this.#log.warn(details, 'The graph cannot be asked who objects are.');
    else this.#log.debug(details, 'The graph still cannot be asked who objects are.');
  }

  #expectTurns(): void {
    this.#places.expect();
    if (this.#nextReview === Infinity) this.#nextReview = this.#now() + this.#reviewMs;
  }

  #watchOperators(): void {
    this.#callOffOperators = this.#later(() => {
      if (this.#closing.signal.aborted) return;
      if (this.#operators.look()) this.#applyOperators();
      this.#watchOperators();
    }, OPERATORS_MS);
  }

  /** What operators say has changed: what they take back is looked up anew, and so is what they have said. */
  #applyOperators(): void {
    for (const nativeId of this.#kept.withdraw())
      lookUpAnew(this.#desk, nativeId, 'An operator no longer says so.');
    this.#kept.flush();
    this.observe([...this.#desk.observed.values()]);
  }

  #release(): void {
    if (this.#lookUps.news) {
      this.#lookUps.news = false;
      const bound = this.#desk.observed.count((nativeId) => this.#kept.index.get(nativeId) !== null);
      const counts = { PENDING: 0, UNKNOWN: 0, AMBIGUOUS: 0 };
      for (const { told } of this.#desk.unbound.values()) counts[told.state]++;
      this.#log.info({ BOUND: bound, ...counts }, 'Objects were looked up.');
    }
    for (const settle of this.#settling.splice(0)) settle();
  }

  /** Sets the clock for whatever comes next, or begins where it is time. */
  #arm(): void {
    if (this.#run || this.#closing.signal.aborted) return;
    this.#callOff();
    const at = this.#dueAt();
    if (at <= this.#now()) this.#start();
    else if (at !== Infinity) this.#callOff = this.#later(() => this.#arm(), at - this.#now());
  }
}

function unboundVerdict({ state, explanation }: Told): ObjectVerdict {
  return { state, explanation: explanation.text };
}

function boundVerdict({ evidence, boundAt }: Binding, said: Told | undefined): ObjectVerdict {
  const known = `It is known by ${evidence.join(' and ')}, since ${boundAt}.`;
  const more = said && said.explanation !== NOT_YET ? ` ${said.explanation.text}` : '';
  return { state: 'BOUND', explanation: known + more };
}
