/**
 * The bindings of a source as the configuration lets them stand: kept on disk, admitted by namespaces and regions, overruled by
 * what operators say, set aside where evidence contradicts them. What is done to them is written to their history.
 */
import { parseId } from '#schema/ids.ts';
import type { Log } from '../log.ts';
import type { Among, Place } from './ask.ts';
import type { NativeObject } from './binder.ts';
import { BoundIndex } from './bound-index.ts';
import { type Refused, refusal } from './findings.ts';
import { type Operators, saidText } from './operators.ts';
import type { Said } from './question.ts';
import type { Action, HistoryEntry, StoredBinding, StoredVerdict } from './records.ts';
import { strongText } from './review.ts';
import type { BindingStore, Changes } from './store.ts';

export interface KeptOptions extends Among {
  readonly operators: Operators;
  readonly log: Log;
  readonly now: () => number;
}

interface Draft extends Changes {
  readonly bindings: Map<string, StoredBinding | null>;
  readonly verdicts: Map<string, StoredVerdict | null>;
  readonly history: HistoryEntry[];
}

export class KeptBindings {
  /** Those that stand. */
  readonly index = new BoundIndex<StoredBinding>();
  /** Those that are set aside. */
  readonly #contested = new Map<string, StoredBinding>();
  readonly #store: BindingStore;
  readonly #options: KeptOptions;
  readonly #warned = new Set<string>();
  #forgetful = false;
  #draft = draft();

  /** Loads what was bound before the restart, without what the configuration has taken back since. */
  constructor(store: BindingStore, options: KeptOptions) {
    this.#store = store;
    this.#options = options;
    for (const binding of store.load()) this.#hold(binding);
    this.withdraw();
    this.flush();
  }

  /** Whom the configuration lets be bound because they were found. */
  get among(): Among {
    return this.#options;
  }

  /** The binding of an object, whether it stands or is set aside. */
  get(nativeId: string): StoredBinding | null {
    return this.index.get(nativeId) ?? this.#contested.get(nativeId) ?? null;
  }

  /** Why a resource may not be bound because it was found. One that nobody says the region of is in none. */
  refusal(place: Place): Refused | null {
    return refusal(place, this.#options);
  }

  /**
   * What operators say of an object, by its native id or its name; of a bound one, the name it was bound under: names are
   * reused, and an alias for today's bearer of a name must not move a binding that the same name once led to elsewhere.
   */
  said({ nativeId, name }: Pick<NativeObject, 'nativeId' | 'name'>): Said | null {
    return this.#options.operators.said(nativeId, this.get(nativeId)?.name ?? name);
  }

  /** Is a bound object to be bound anew, because an operator says otherwise now? */
  overruled(bound: StoredBinding, observed: NativeObject): boolean {
    const text = saidText(this.said(observed));
    if (text !== null && text !== bound.alias) return true;
    const today = saidText(this.#options.operators.said(observed.nativeId, observed.name));
    if (today !== null && today !== bound.alias && !this.#warned.has(bound.nativeId)) {
      this.#warned.add(bound.nativeId);
      this.#options.log.warn(
        { nativeId: bound.nativeId, name: observed.name, boundAs: bound.name, id: bound.id },
        'An alias is not applied: the object was bound under another name. Give its nativeId in the alias instead.',
      );
    }
    return false;
  }

  /** Takes back what the configuration or the operators no longer say. Gives the objects. */
  withdraw(): string[] {
    const withdrawn = [...this.index.values(), ...this.#contested.values()].filter(
      (one) => !this.#stands(one),
    );
    for (const { nativeId } of withdrawn)
      this.release(nativeId, 'The configuration or an operator no longer says so.');
    if (withdrawn.length > 0)
      this.#options.log.info(
        { objects: withdrawn.length },
        'The configuration no longer allows some bindings: these objects are bound anew.',
      );
    return withdrawn.map(({ nativeId }) => nativeId);
  }

  /** A binding that was forgotten and is on disk. */
  recall(nativeId: string): void {
    if (!this.#forgetful || this.get(nativeId)) return;
    const binding = this.#store.find(nativeId);
    if (binding && this.#stands(binding)) this.#hold(binding);
  }

  /** Out of memory, not off the disk. */
  forget(nativeId: string): void {
    this.#forgetful = true;
    this.index.delete(nativeId);
    this.#contested.delete(nativeId);
    this.#warned.delete(nativeId);
    this.#draft.verdicts.set(nativeId, null);
  }

  /** A new binding of an object. */
  bind(object: NativeObject, id: string, evidence: readonly string[], place: Place | null): StoredBinding {
    const { nativeId } = object;
    const before = this.get(nativeId);
    const binding: StoredBinding = {
      nativeId,
      id,
      ancestorIds: place?.ancestorIds ?? null,
      region: place?.region ?? null,
      evidence,
      boundAt: this.#time(),
      name: before?.name ?? object.name,
      alias: saidText(this.said(object)),
      observed: strongText(object),
      contested: null,
    };
    const again = before?.contested ? 'RESTORED' : 'BOUND';
    this.#enter(before && before.id !== id ? 'MOVED' : again, nativeId, before?.id ?? null, id, evidence);
    this.#keep(binding);
    this.#draft.verdicts.set(nativeId, null);
    return binding;
  }

  /** It was looked at with these strong identifiers, and stands. */
  confirm(binding: StoredBinding, observed: string | null): void {
    if (binding.contested !== null) {
      this.#enter('RESTORED', binding.nativeId, binding.id, binding.id, binding.evidence);
      this.#draft.verdicts.set(binding.nativeId, null);
    } else if (binding.observed === observed) return;
    this.#keep({ ...binding, observed, contested: null });
  }

  /** Sets a binding aside. */
  contest(
    binding: StoredBinding,
    why: 'EVIDENCE' | 'OUTER',
    evidence: readonly string[],
    reason: string,
    observed = binding.observed,
  ): void {
    this.#enter('CONTESTED', binding.nativeId, binding.id, null, evidence, reason);
    this.#keep({ ...binding, observed, contested: why });
  }

  /** Takes a binding away: the object is to be looked up anew. */
  release(nativeId: string, reason: string): void {
    const binding = this.get(nativeId);
    if (!binding) return;
    this.index.delete(nativeId);
    this.#contested.delete(nativeId);
    this.#draft.bindings.set(nativeId, null);
    this.#enter('RELEASED', nativeId, binding.id, null, binding.evidence, reason);
  }

  /** Takes in where resources are now, by the ids they had. Null changes nothing: their owner may be away. */
  moved(places: ReadonlyMap<string, Place>): void {
    const changed: StoredBinding[] = [];
    for (const [asked, place] of places) {
      for (const nativeId of this.index.boundTo(asked)) {
        const binding = this.index.get(nativeId);
        if (!binding) continue;
        const ancestorIds = place.ancestorIds ?? binding.ancestorIds;
        const region = place.region ?? binding.region;
        if (place.id !== asked)
          this.#enter(
            'MERGED',
            nativeId,
            asked,
            place.id,
            binding.evidence,
            'The graph answers with this id.',
          );
        else if (region === binding.region && ancestorIds?.join() === binding.ancestorIds?.join()) continue;
        changed.push({ ...binding, id: place.id, ancestorIds, region });
      }
    }
    for (const binding of changed) this.#keep(binding);
    this.flush();
  }

  /** Why an object is on nothing, for whoever asks the file. */
  tell(verdict: Omit<StoredVerdict, 'toldAt'>): void {
    this.#draft.verdicts.set(verdict.nativeId, { ...verdict, toldAt: this.#time() });
  }

  /** There is nothing to say any more of why it is not on what an operator has said. */
  untell(nativeId: string): void {
    this.#draft.verdicts.set(nativeId, null);
  }

  /** Writes what was changed since the last time. */
  flush(): void {
    const changes = this.#draft;
    if (changes.bindings.size + changes.verdicts.size + changes.history.length === 0) return;
    this.#draft = draft();
    this.#store.apply(changes);
  }

  close(): void {
    this.flush();
    this.#store.close();
  }

  #keep(binding: StoredBinding): void {
    this.#hold(binding);
    this.#draft.bindings.set(binding.nativeId, binding);
  }

  #hold(binding: StoredBinding): void {
    if (binding.contested === null) {
      this.#contested.delete(binding.nativeId);
      this.index.set(binding);
    } else {
      this.index.delete(binding.nativeId);
      this.#contested.set(binding.nativeId, binding);
    }
  }

  #enter(
    action: Action,
    nativeId: string,
    before: string | null,
    after: string | null,
    evidence: readonly string[],
    reason: string | null = null,
  ): void {
    const time = this.#time();
    this.#draft.history.push({ time, actor: 'binder', action, nativeId, before, after, evidence, reason });
  }

  #stands(binding: StoredBinding): boolean {
    const { namespaces, operators } = this.#options;
    if (binding.alias !== null) return operators.said(binding.nativeId, binding.name) !== null;
    return namespaces.length === 0 || namespaces.includes(parseId(binding.id)?.source ?? '');
  }

  #time(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

function draft(): Draft {
  return { bindings: new Map(), verdicts: new Map(), history: [] };
}
