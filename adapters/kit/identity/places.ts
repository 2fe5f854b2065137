/** Reads again where bound resources are: of what somebody attends to soon, of all else from time to time. */
import { WHERE_BATCH } from '#schema/binding-questions.ts';
import { askWhere } from './ask.ts';
import type { BoundIndex } from './bound-index.ts';
import type { Desk } from './desk.ts';
import type { StoredBinding } from './records.ts';
import { Turns } from './turns.ts';

/** How much less often the places are read of what nobody attends to. */
const SLOWER = 20;
/** How often sources are asked whether anything of their own has changed: that costs them next to nothing. */
const LOOK_MS = 1000;
const NO_MARKS: ReadonlyMap<string, string | null> = new Map();

/** One question. */
type Ask = () => Promise<void>;

export class Places {
  readonly #desk: Desk;
  readonly #quick: Turns;
  readonly #slow: Turns;
  readonly #attended: (() => Iterable<string>)[] = [];
  /** Resources that the graph could not tell of the last time. */
  readonly #untold = new Set<string>();
  readonly #everyMs: number;
  /** When all that is bound is looked through: something has changed, or is bound and was not read. */
  #allAt = Infinity;
  /** When what is urgent is looked through: then, too, and each period, for others may be urgent by then. */
  #urgentAt = -Infinity;

  constructor(desk: Desk, everyMs: number) {
    const { now } = desk;
    this.#desk = desk;
    this.#everyMs = everyMs;
    // Also where nobody tells: what was read a moment after its turn began is not due a whole period later.
    this.#quick = new Turns({ everyMs: Math.min(LOOK_MS, everyMs), batch: WHERE_BATCH, now });
    this.#slow = new Turns({ everyMs: everyMs * SLOWER, batch: WHERE_BATCH, now });
  }

  attend(objects: () => Iterable<string>): void {
    this.#attended.push(objects);
  }

  /** Something is bound: the first turn is a period from now. */
  expect(): void {
    this.#quick.expect();
    this.#slow.expect();
  }

  /** Something is bound that was not read here yet. */
  stir(): void {
    const at = this.#desk.now();
    this.#allAt = Math.min(this.#allAt, at);
    this.#urgentAt = Math.min(this.#urgentAt, at);
  }

  /** Everything is to be read once more, whatever sources tell. */
  doubtAll(): void {
    this.#desk.freshness.forget();
    this.stir();
  }

  /** When there is something to ask; Infinity where nothing is bound. */
  get dueAt(): number {
    return Math.min(this.#quick.dueAt, this.#hasSlow ? this.#slow.dueAt : Infinity);
  }

  /** What is urgent to ask now. */
  quick(): Ask | null {
    if (this.#quick.waiting) return () => this.#read(this.#quick);
    return this.#quick.isDue ? () => this.#look() : null;
  }

  /** What is left to ask when nothing else is. */
  slow(): Ask | null {
    if (!this.#hasSlow) return null;
    if (!this.#slow.waiting && this.#slow.isDue) this.#slow.begin(this.#due(this.#all()).ids);
    return this.#slow.waiting ? () => this.#read(this.#slow) : null;
  }

  /** The graph could not be asked. */
  abandon(): void {
    this.#quick.abandon();
    this.#slow.abandon();
    this.stir();
  }

  get #hasSlow(): boolean {
    return this.#attended.length > 0;
  }

  async #look(): Promise<void> {
    const { graph, freshness, now, signal } = this.#desk;
    const marks = (await graph.placesMarks?.({ signal })) ?? NO_MARKS;
    if (freshness.take(marks)) this.stir();
    const ids = now() < this.#urgentAt ? [] : this.#dueUrgent();
    if (this.#hasSlow || now() < this.#allAt) return this.#quick.begin(ids);
    const all = this.#due(this.#all());
    this.#allAt = all.next;
    this.#quick.begin([...ids, ...all.ids]);
  }

  #dueUrgent(): readonly string[] {
    const { ids, next } = this.#due(this.#urgent());
    this.#urgentAt = Math.min(next, this.#desk.now() + this.#everyMs);
    return ids;
  }

  async #read(turns: Turns): Promise<void> {
    const { graph, freshness, kept, signal } = this.#desk;
    const asked = turns.take();
    const { taken } = freshness;
    const { places, nowhere } = await askWhere(graph, asked, { signal });
    kept.moved(places);
    for (const id of asked) {
      const place = places.get(id);
      if (place || nowhere.has(id)) this.#untold.delete(id);
      else this.#untold.add(id);
      for (const binding of this.#boundTo(place?.id ?? id))
        freshness.read(binding, taken, this.#untold.has(id) || undefined);
    }
    turns.done();
  }

  /** What somebody attends to, and what nobody could say the place of. */
  #urgent(): StoredBinding[] {
    const { index } = this.#desk.kept;
    const attended = this.#attended.flatMap((objects) => [...objects()]);
    for (const id of this.#untold) if (index.boundTo(id).length === 0) this.#untold.delete(id);
    const untold = [...this.#untold].flatMap((id) => index.boundTo(id));
    return bindingsOf(index, [...attended, ...index.unplacedObjects, ...untold]);
  }

  #all(): StoredBinding[] {
    const { kept, observed } = this.#desk;
    return bindingsOf(
      kept.index,
      Array.from(observed.values(), ({ nativeId }) => nativeId),
    );
  }

  #boundTo(id: string): StoredBinding[] {
    const { index } = this.#desk.kept;
    return bindingsOf(index, index.boundTo(id));
  }

  /** Whose places are to be read now, and when the next ones are. */
  #due(bindings: readonly StoredBinding[]): { readonly ids: string[]; readonly next: number } {
    const { freshness, now } = this.#desk;
    const at = now();
    const ids: string[] = [];
    let next = Infinity;
    for (const binding of bindings) {
      const due = freshness.dueAt(binding);
      if (due <= at) ids.push(binding.id);
      else next = Math.min(next, due);
    }
    return { ids, next };
  }
}

function bindingsOf(
  index: Pick<BoundIndex<StoredBinding>, 'get'>,
  nativeIds: readonly string[],
): StoredBinding[] {
  const bindings: StoredBinding[] = [];
  for (const nativeId of nativeIds) {
    const binding = index.get(nativeId);
    if (binding) bindings.push(binding);
  }
  return bindings;
}
