/** What operators say of objects: pins, made one by one while the process runs, go before the aliases of the configuration. */
import type { AliasWatch } from './alias-watch.ts';
import { aliasText } from './aliases.ts';
import type { Said } from './question.ts';
import type { Pin } from './records.ts';
import type { BindingStore } from './store.ts';

export class Operators {
  readonly #aliases: AliasWatch;
  readonly #store: BindingStore;
  #pins: ReadonlyMap<string, Pin> = new Map();
  #written: number | null;

  constructor(aliases: AliasWatch, store: BindingStore) {
    this.#aliases = aliases;
    this.#store = store;
    this.#written = store.writtenElsewhere();
    this.#readPins();
  }

  /** What is said of the object of this native id and name; null where nothing is. */
  said(nativeId: string, name: string): Said | null {
    const pin = this.#pins.get(nativeId);
    if (pin) return { kind: 'PIN', targets: [{ id: pin.id }] };
    const targets = this.#aliases.table.find(nativeId, name);
    return targets.length > 0 ? { kind: 'ALIAS', targets } : null;
  }

  /** Looks for news; true where something else may be said now. */
  look(): boolean {
    const aliases = this.#aliases.look();
    const written = this.#store.writtenElsewhere();
    if (written === this.#written) return aliases;
    this.#written = written;
    this.#readPins();
    return true;
  }

  #readPins(): void {
    this.#pins = new Map(this.#store.pins().map((pin) => [pin.nativeId, pin]));
  }
}

/** The same text for the same word: kept with a binding, it tells when an operator has changed their mind. */
export function saidText(said: Said | null): string | null {
  if (!said) return null;
  const text = aliasText(said.targets);
  return said.kind === 'PIN' ? `PIN ${text}` : text;
}
