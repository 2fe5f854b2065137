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
}
