/** The columns that a statement asks of a relation, and where each one stands in its rows. */
import type { Cell, Row } from './types.ts';

export class Columns {
  readonly #positions = new Map<string, number>();

  /** Asks for a column; the answer reads it from a row. Names of columns have no case. */
  reader(column: string): (row: Row) => Cell {
    const name = column.toLowerCase();
    const position = this.#positions.get(name) ?? this.#positions.size;
    this.#positions.set(name, position);
    return (row) => row[position] ?? null;
  }

  get names(): readonly string[] {
    return [...this.#positions.keys()];
  }
}
