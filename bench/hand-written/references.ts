/** Records that a screen needs of elsewhere, each once, and who minted them. */

export interface Reference<Record> {
  readonly id: string;
  readonly source: string;
  /** As soon as it is known. */
  record: Record | null;
}

export class References<Record> {
  readonly #byId = new Map<string, Reference<Record>>();
  /** In the order in which they were first named. */
  readonly all: Reference<Record>[] = [];

  to(id: string): Reference<Record> {
    let reference = this.#byId.get(id);
    if (!reference) {
      reference = { id, source: sourceOf(id), record: null };
      this.#byId.set(id, reference);
      this.all.push(reference);
    }
    return reference;
  }

  bySource(): Map<string, Reference<Record>[]> {
    const groups = new Map<string, Reference<Record>[]>();
    for (const reference of this.all) {
      const group = groups.get(reference.source);
      if (group) group.push(reference);
      else groups.set(reference.source, [reference]);
    }
    return groups;
  }
}

export const sourceOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Records come in the order in which they were asked for. */
export function fill<Record>(references: readonly Reference<Record>[], records: readonly Record[]): void {
  for (let i = 0; i < references.length; i += 1) {
    const reference = references[i];
    if (reference) reference.record = records[i] ?? null;
  }
}
