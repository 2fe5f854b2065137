/** What the ports of a mapped database share. */
import type { Call } from '#schema/ports/call.ts';
import type { Catalog } from './catalog.ts';
import type { ForeignObjects } from './foreign.ts';
import type { Runner } from './runner.ts';

export interface PortContext {
  readonly source: string;
  readonly catalog: Catalog;
  readonly foreign: ForeignObjects;
  runner(call: Call): Runner;
  /** A text that is the same as long as nobody has written to the database; null where it cannot tell. */
  mark(call: Call): Promise<string | null>;
}
