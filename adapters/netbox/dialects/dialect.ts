/** What the products and versions differ in. */
import type { RecordTypeName } from '../record-types.ts';

export interface Dialect {
  readonly product: 'NetBox' | 'Nautobot';
  readonly version: string;
  /** The models that it has, in the order of their ids. */
  readonly types: readonly RecordTypeName[];
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of every list. */
  readonly parameters: readonly Parameter[];
  /** The path of its change log, below /api/. */
  readonly changes: string;
  /** How a list is read on behind a key: from it (`start`), by a filter beyond it, or only by counting rows. */
  readonly paging: 'start' | 'beyond' | 'offset';
  /** The parameter by which components are filtered by what they are in: device_id, or device. */
  parent(model: string): string;
  /** The path below /api/ of a model's list. */
  path(model: string): string;
  token(key: string): string;
  /** The key in a token; null where it is none of this product. */
  key(token: string): string | null;
  /** An object in NetBox's words. */
  adapt(raw: unknown): unknown;
}

export type Parameter = [name: string, value: string];
