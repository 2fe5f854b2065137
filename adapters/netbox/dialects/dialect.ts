/** What the products and versions differ in. */
import type { RecordTypeName } from '../record-types.ts';

export interface Dialect {
  readonly product: 'NetBox' | 'Nautobot';
  readonly version: string;
  /** The models that it has, in the order of their ids. */
  readonly types: readonly RecordTypeName[];
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of every question at a path below /api/. */
  parameters(path: string): readonly Parameter[];
  /** The parameter that sorts. */
  readonly orderedBy: 'ordering' | 'sort';
  /** How long the values in a question may be altogether, in bytes. */
  readonly longestQuery: number;
  /** The path of its change log, below /api/. */
  readonly changes: string;
  /** How a list is read on behind a key: from it (`start`), by a filter beyond it, or only by counting rows. */
  readonly paging: 'start' | 'beyond' | 'offset';
  /** The parameter by which components are filtered by what they are in: device_id, or device. */
  parent(model: string): string;
  /** False where a model's list does not know a parameter. */
  filters(model: RecordTypeName, parameter: string): boolean;
  /** Where it stands which address is on which interface. */
  readonly assignments: {
    readonly path: string;
    readonly interface: string;
    readonly vmInterface: string;
    /** The parameter that takes the keys of addresses; null where an address itself says where it is assigned. */
    readonly address: string | null;
  };
  token(key: string): string;
  /** The key in a token; null where it is none of this product. */
  key(token: string): string | null;
  /** An object of a list in NetBox's words. */
  adapt(raw: unknown, path: string): unknown;
}

export type Parameter = [name: string, value: string];
