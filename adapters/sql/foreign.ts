/**
 * What this source names and another one enumerates, such as the far end of a link into the next region. It is bound like
 * everything else that has only a name: by the binder, on evidence, once.
 */
import type { KnownAs } from '#schema/ports/inventory.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { Binder, NativeObject } from '../kit/identity/binder.ts';
import type { Key } from './keys.ts';
import type { ForeignSpec } from './mapping-parts.ts';
import { keyText } from './token.ts';

/** While things are looked up by the thousand, all that was read of places here would else be read again for each of them. */
const TELL_MS = 30_000;

export class ForeignObjects {
  readonly #binder: Binder;
  readonly #now: () => number;
  /** The keys by which rows name an object, by nativeId. */
  readonly #keys = new Map<string, Key>();
  /** Whether the database has been read once for what it names. */
  #read = false;
  /** In which round each object was last named. */
  readonly #named = new Map<string, number>();
  #round = 0;
  #told = { revision: 0, at: -Infinity };

  constructor(binder: Binder, now: () => number) {
    this.#binder = binder;
    this.#now = now;
  }

  /** The id it is bound to, null while it is not; what was never seen before is told to the binder, and what is asked for is looked up first. */
  id(spec: ForeignSpec, key: Key, name: string, withinName: string | null): string | null {
    const nativeId = nativeIdOf(spec, key);
    if (!this.#keys.has(nativeId)) this.observe(spec, [{ key, name, withinName }]);
    const id = this.#binder.binding(nativeId)?.id ?? null;
    if (id === null) this.#binder.hurry(nativeId);
    return id;
  }

  /** What contains it; null while it is still to be looked up, or nobody could say. Nothing where it is not known at all. */
  around(spec: ForeignSpec, key: Key): readonly string[] | null {
    const nativeId = nativeIdOf(spec, key);
    const binding = this.#binder.binding(nativeId);
    if (binding) return binding.ancestorIds;
    return this.#binder.state(nativeId) === 'PENDING' ? null : [];
  }

  observe(spec: ForeignSpec, named: readonly { key: Key; name: string; withinName: string | null }[]): void {
    const objects = named.flatMap(({ key, name, withinName }) => objectsOf(spec, key, name, withinName));
    for (const { key } of named) this.#keys.set(nativeIdOf(spec, key), key);
    for (const { nativeId } of objects) this.#named.set(nativeId, this.#round);
    this.#binder.observe([...new Map(objects.map((object) => [object.nativeId, object])).values()]);
  }

  /** All rows are about to be read. */
  beginRound(): void {
    this.#round++;
  }

  /** All rows were read: what none of them has named since the round began is forgotten. */
  endRound(): void {
    const gone = [...this.#named].flatMap(([nativeId, round]) => (round < this.#round ? [nativeId] : []));
    for (const nativeId of gone) {
      this.#named.delete(nativeId);
      this.#keys.delete(nativeId);
    }
    if (gone.length > 0) this.#binder.forget(gone);
  }

  /** The keys of the objects that are bound to this resource or, with `inside`, to anything in it. */
  keysOf(spec: ForeignSpec, resourceId: string, inside: boolean): Key[] {
    const bound = inside ? this.#binder.boundWithin(resourceId) : this.#binder.boundTo(resourceId);
    const prefix = `${prefixOf(spec)}[`;
    return bound.flatMap((nativeId) => {
      const key = nativeId.startsWith(prefix) ? this.#keys.get(nativeId) : undefined;
      return key ? [key] : [];
    });
  }

  /** Everything that the database names has been observed. */
  allRead(): void {
    this.#read = true;
  }

  get isRead(): boolean {
    return this.#read;
  }

  /** Whom rows mean by these, as it is bound. */
  knownAs(keys: readonly IdentifierInput[]): Promise<readonly KnownAs[]> {
    return this.#binder.knownAs(keys);
  }

  /** How many are not looked up yet, as far as anybody can tell: before the first reading nobody knows what is named at all. */
  get pending(): number {
    return this.#binder.pending + (this.#read ? 0 : 1);
  }

  /**
   * Another number after any change of what is bound to what, or of where that is: at once, or within half a minute while something
   * is still to be looked up.
   */
  get revision(): number {
    const at = this.#now();
    if (this.pending === 0 || at - this.#told.at >= TELL_MS)
      this.#told = { revision: this.#binder.revision, at };
    return this.#told.revision;
  }

  /** How many are not looked up yet, or bound to something of which nobody could say where it is. */
  get unplaced(): number {
    return this.pending + this.#binder.unplaced;
  }
}

function objectsOf(spec: ForeignSpec, key: Key, name: string, withinName: string | null): NativeObject[] {
  const { within } = spec;
  const nativeId = nativeIdOf(spec, key);
  if (!within || withinName === null)
    return [{ nativeId, name, identifiers: [{ type: spec.type, value: name }] }];
  const outer = `${prefixOf(within)}${keyText(key.slice(0, 1))}`;
  return [
    { nativeId: outer, name: withinName, identifiers: [{ type: within.type, value: withinName }] },
    {
      nativeId,
      name: `${withinName} ${name}`,
      identifiers: [{ type: spec.type, value: name, within: outer }],
    },
  ];
}

function nativeIdOf(spec: ForeignSpec, key: Key): string {
  return `${prefixOf(spec)}${keyText(key)}`;
}

/** Two references that name things in the same way name the same things. */
function prefixOf(spec: Pick<ForeignSpec, 'type' | 'key'>): string {
  return `far-end:${spec.key === undefined ? spec.type : `${spec.type}:${spec.key.toLowerCase()}`}:`;
}
