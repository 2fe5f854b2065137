/**
 * The bindings of a source as the configuration lets them stand: kept on disk, admitted by namespaces and regions, overruled by
 * aliases. What an operator says goes before what was found.
 */
import { parseId } from '#schema/ids.ts';
import type { Log } from '../log.ts';
import type { AliasTarget } from './alias-entry.ts';
import { type AliasTable, aliasText } from './aliases.ts';
import type { Among, Place } from './ask.ts';
import type { NativeObject } from './binder.ts';
import { BoundIndex } from './bound-index.ts';
import type { BindingStore, StoredBinding } from './store.ts';

export interface KeptOptions extends Among {
  readonly aliases: AliasTable;
  readonly log: Log;
  readonly now: () => number;
}

export class KeptBindings {
  readonly index = new BoundIndex<StoredBinding>();
  readonly #store: BindingStore;
  readonly #options: KeptOptions;
  readonly #warned = new Set<string>();

  /** Loads what was bound before the restart, without what the configuration has taken back since. */
  constructor(store: BindingStore, options: KeptOptions) {
    this.#store = store;
    this.#options = options;
    const withdrawn: string[] = [];
    for (const binding of store.load()) {
      if (this.#stands(binding)) this.index.set(binding);
      else withdrawn.push(binding.nativeId);
    }
    if (withdrawn.length === 0) return;
    store.remove(withdrawn);
    options.log.info(
      { objects: withdrawn.length },
      'The configuration no longer allows some bindings: these objects are bound anew.',
    );
  }

  /** Whom the configuration lets be bound because they were found. */
  get among(): Among {
    return this.#options;
  }

  /** May a resource be bound because it was found? One that nobody says the region of is in none. */
  admits({ id, region }: Place): boolean {
    const { regions } = this.#options;
    return this.#inNamespaces(id) && (regions.length === 0 || (region !== null && regions.includes(region)));
  }

  /**
   * What operators say of an object, by its native id or its name; of a bound one, the name it was bound under: names are
   * reused, and an alias for today's bearer of a name must not move a binding that the same name once led to elsewhere.
   */
  aliasesOf({ nativeId, name }: NativeObject): readonly AliasTarget[] {
    return this.#options.aliases.find(nativeId, this.index.get(nativeId)?.name ?? name);
  }

  /** Is a bound object to be bound anew, because an operator says otherwise now? */
  overruled(bound: StoredBinding, observed: NativeObject): boolean {
    const text = aliasText(this.aliasesOf(observed));
    if (text !== null && text !== bound.alias) return true;
    const today = aliasText(this.#options.aliases.find(observed.nativeId, observed.name));
    if (today !== null && today !== bound.alias && !this.#warned.has(bound.nativeId)) {
      this.#warned.add(bound.nativeId);
      this.#options.log.warn(
        { nativeId: bound.nativeId, name: observed.name, boundAs: bound.name, id: bound.id },
        'An alias is not applied: the object was bound under another name. Give its nativeId in the alias instead.',
      );
    }
    return false;
  }

  /** A new binding of an object. It still has to be saved. */
  bind(object: NativeObject, id: string, evidence: readonly string[], place: Place | null): StoredBinding {
    const alias = aliasText(this.aliasesOf(object));
    const binding: StoredBinding = {
      nativeId: object.nativeId,
      id,
      ancestorIds: place?.ancestorIds ?? [],
      region: place?.region ?? null,
      evidence,
      boundAt: new Date(this.#options.now()).toISOString(),
      name: this.index.get(object.nativeId)?.name ?? object.name,
      alias,
    };
    this.index.set(binding);
    return binding;
  }

  /** Takes in where resources are now. Null changes nothing: their owner may be away. */
  moved(places: ReadonlyMap<string, Place>): void {
    const changed: StoredBinding[] = [];
    for (const [id, place] of places) {
      for (const nativeId of this.index.boundTo(id)) {
        const binding = this.index.get(nativeId);
        if (!binding) continue;
        const ancestorIds = place.ancestorIds ?? binding.ancestorIds;
        const region = place.region ?? binding.region;
        if (region !== binding.region || ancestorIds.join() !== binding.ancestorIds.join())
          changed.push({ ...binding, ancestorIds, region });
      }
    }
    for (const binding of changed) this.index.set(binding);
    this.save(changed);
  }

  save(bindings: readonly StoredBinding[]): void {
    if (bindings.length > 0) this.#store.save(bindings);
  }

  close(): void {
    this.#store.close();
  }

  #stands(binding: StoredBinding): boolean {
    if (binding.alias === null) return this.#inNamespaces(binding.id);
    return this.#options.aliases.find(binding.nativeId, binding.name).length > 0;
  }

  #inNamespaces(id: string): boolean {
    const { namespaces } = this.#options;
    return namespaces.length === 0 || namespaces.includes(parseId(id)?.source ?? '');
  }
}
