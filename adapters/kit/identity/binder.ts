/**
 * Identity binding: which resource of the graph is this object of the source? A binding is made once, on evidence, kept across
 * restarts, and does not change when anybody renames anything.
 */
import type { KnownAs } from '#schema/ports/inventory.ts';
import type { IdentifierInput, IdentifierType } from '#schema/types/inventory.ts';

/** Something that the source names and some inventory may know. */
export interface NativeObject {
  /** The source's own stable key, never a name. */
  readonly nativeId: string;
  /** What the source calls it, for people and for alias tables. */
  readonly name: string;
  readonly identifiers: readonly NativeIdentifier[];
}

export interface NativeIdentifier {
  readonly type: IdentifierType;
  readonly value: string;
  /** The nativeId of the object within which the value is unique; asked only once that one is bound. */
  readonly within?: string;
  /** Within what else the value is unique, e.g. for a NATIVE_ID the source whose key it is. */
  readonly scope?: string;
}

export interface Binding {
  readonly nativeId: string;
  /** The resource's id in the graph. */
  readonly id: string;
  /** Everything that contains it, nearest first; null: nobody could say yet. */
  readonly ancestorIds: readonly string[] | null;
  readonly region: string | null;
  /** The kinds of identifiers that agreed, e.g. ["NAME", "MANAGEMENT_ADDRESS"], or ["ALIAS"] where an operator said so. */
  readonly evidence: readonly string[];
  /** RFC 3339. */
  readonly boundAt: string;
}

/**
 * PENDING: not observed or not asked yet, or an inventory was missing when it was. UNKNOWN: no candidate. AMBIGUOUS: several, or
 * evidence that contradicts itself or the binding. An object that was UNKNOWN or AMBIGUOUS to all inventories stays so while one of them is away.
 */
export type BindingState = 'BOUND' | 'PENDING' | 'UNKNOWN' | 'AMBIGUOUS';

/** How an object stands, and why, in a sentence for people. */
export interface ObjectVerdict {
  readonly state: BindingState;
  readonly explanation: string;
}

export interface Binder {
  /**
   * Tells of objects that the source has; unbound ones are looked up in the background, in batches, and again from time to time,
   * or at once when they are told of with other identifiers. It adds to what was told before. A bound object stays bound,
   * whatever it is called now; only an operator's word, a pin or an alias entry by its native id or by the name it was bound
   * under, binds it anew. Where its serial number, address and the like name one other resource and nothing the bound one,
   * the binding is set aside: AMBIGUOUS, until that is over or an operator says which it is.
   */
  observe(objects: readonly NativeObject[]): void;
  /** The source has these no more: they are not looked up any longer. Their bindings are kept on disk for their return. */
  forget(nativeIds: readonly string[]): void;
  /**
   * The containers of these are read again every `refreshSeconds`, those of all others twenty times less often. Without any call,
   * all are read that often. Asked each time anew.
   */
  attend(objects: () => Iterable<string>): void;
  /** Somebody waits for this one: where nobody has answered for it yet it is looked up before the others. */
  hurry(nativeId: string): void;
  /** The same object until the binding, the region or the ancestors change. */
  binding(nativeId: string): Binding | null;
  state(nativeId: string): BindingState;
  /** The state and why. The same object until either changes. */
  verdict(nativeId: string): ObjectVerdict;
  /** Does the source say that this object is a part of that one, unique only within it? */
  isPartOf(nativeId: string, outer: string): boolean;
  /** The objects bound to exactly this resource. */
  boundTo(resourceId: string): readonly string[];
  /** The objects bound to this resource or to anything inside it. */
  boundWithin(resourceId: string): readonly string[];
  /**
   * Whom the source means by these: what the objects are bound to that it calls so, key by key. `complete` is false where one of them is
   * still being looked up; what was never observed nobody is asked for.
   */
  knownAs(keys: readonly IdentifierInput[]): Promise<readonly KnownAs[]>;
  /** Another number after any change of what is bound to what, or of where that is. */
  readonly revision: number;
  /** How many observed objects are PENDING: while there are some, who is on or inside a resource is not wholly known. */
  readonly pending: number;
  /** How many bound objects have a place that nobody could say yet: while there are some, what is inside something is not wholly known. */
  readonly unplaced: number;
  /** Resolves when every object observed so far has been looked up once, or the graph could not be asked. Never rejects. */
  settled(): Promise<void>;
  /** Ends what is under way. A second call does nothing. */
  close(): Promise<void>;
}
