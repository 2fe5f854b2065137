/** The objects that a source calls so. Made when somebody asks for the first time, a part at a time, and kept from then on. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { NativeIdentifier, NativeObject } from './binder.ts';
import { identifierText } from './identifier-text.ts';

/** How many objects are taken in before others in this process have their turn. */
const AT_ONCE = 2000;
const NOBODY: ReadonlySet<string> = new Set();

export class NameIndex {
  readonly #all: () => Iterable<NativeObject>;
  readonly #byName = new Map<string, Set<string>>();
  #made: Promise<void> | null = null;
  /** Before anybody has asked it has nothing, and costs nothing. */
  #wanted = false;

  constructor(all: () => Iterable<NativeObject>) {
    this.#all = all;
  }

  /** Resolves when it has everything that is observed. */
  made(): Promise<void> {
    return (this.#made ??= this.#make());
  }

  /** Whatever the scope: that of a name within an object is told by what that object is bound to. */
  called(key: IdentifierInput): ReadonlySet<string> {
    return this.#byName.get(nameText(key)) ?? NOBODY;
  }

  add({ nativeId, identifiers }: NativeObject): void {
    if (!this.#wanted) return;
    for (const identifier of identifiers) {
      const text = nameText(identifier);
      const called = this.#byName.get(text);
      if (called) called.add(nativeId);
      else this.#byName.set(text, new Set([nativeId]));
    }
  }

  remove({ nativeId, identifiers }: NativeObject): void {
    for (const identifier of identifiers) {
      const text = nameText(identifier);
      const called = this.#byName.get(text);
      called?.delete(nativeId);
      if (called?.size === 0) this.#byName.delete(text);
    }
  }

  async #make(): Promise<void> {
    this.#wanted = true;
    let count = 0;
    for (const object of this.#all()) {
      this.add(object);
      if (++count % AT_ONCE === 0) await othersFirst();
    }
  }
}

function nameText({ type, value }: Pick<NativeIdentifier, 'type' | 'value'>): string {
  return identifierText({ type, value });
}
