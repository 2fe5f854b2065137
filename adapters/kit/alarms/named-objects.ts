/**
 * Objects that nothing lists but alarms name, such as a circuit in a tag: they come with an alarm, and nobody tells when they are
 * gone. The binder is told of them when an alarm names them, and forgets them when no open alarm is on them and
 * - no inventory has known them: soon, or every misspelt name would be looked up for ever;
 * - they are bound: once no list of cleared alarms reaches back to their last alarm, for such lists are asked by what is bound.
 */
import type { Binder, NativeObject } from '../identity/binder.ts';

export interface NamedObjects {
  /** An alarm, open or cleared, names it. */
  name(object: NativeObject): void;
  /** Forgets what is named no more. To be called from time to time. */
  forget(): void;
}

export interface NamedObjectsParts {
  readonly binder: Pick<Binder, 'observe' | 'forget' | 'binding'>;
  /** The objects of open alarms. */
  readonly open: () => Iterable<string>;
  /** How far back lists of cleared alarms reach. */
  readonly keepMs: number;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** For so long what is unbound is not asked for anew each time that somebody reads the history. */
const UNBOUND_MS = 3_600_000;

export function createNamedObjects({ binder, open, keepMs, now }: NamedObjectsParts): NamedObjects {
  /** When an alarm named it last. */
  const named = new Map<string, number>();

  return {
    name(object) {
      named.set(object.nativeId, now());
      binder.observe([object]);
    },
    forget() {
      const at = now();
      for (const nativeId of open()) if (named.has(nativeId)) named.set(nativeId, at);
      const over = [...named].filter(
        ([nativeId, last]) => at - last > (binder.binding(nativeId) ? keepMs : UNBOUND_MS),
      );
      for (const [nativeId] of over) named.delete(nativeId);
      if (over.length > 0) binder.forget(over.map(([nativeId]) => nativeId));
    },
  };
}
