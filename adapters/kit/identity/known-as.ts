/** Whom a source means by a name: what it has bound the objects to that it calls so. Names are taken as they are, by no rule. */
import { compareText } from '#schema/order.ts';
import type { KnownAs } from '#schema/ports/inventory.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import type { NativeIdentifier } from './binder.ts';
import type { Desk } from './desk.ts';
import { identifierText } from './identifier-text.ts';

/** `complete`: none that is called so is still being looked up, as far as objects were observed. */
export async function knownAs(desk: Desk, keys: readonly IdentifierInput[]): Promise<KnownAs[]> {
  await desk.observed.names.made();
  return keys.map((key) => whoIs(desk, key));
}

function whoIs({ kept, observed, pending }: Desk, key: IdentifierInput): KnownAs {
  const asked = identifierText(key);
  const bound = new Map<string, KnownAs['bound'][number]>();
  let complete = true;
  for (const nativeId of observed.names.called(key)) {
    const binding = kept.index.get(nativeId);
    if (pending.has(nativeId)) complete = false;
    const identifiers = observed.get(nativeId)?.identifiers ?? [];
    if (binding && identifiers.some((one) => identifierText({ ...one, scope: scopeOf(one) }) === asked))
      bound.set(binding.id, { id: binding.id, region: binding.region });
  }
  return { bound: [...bound.values()].toSorted((a, b) => compareText(a.id, b.id)), complete };

  /** A name within an object is unique within what that is bound to. */
  function scopeOf({ within, scope }: NativeIdentifier): string | null {
    return within === undefined ? (scope ?? null) : (kept.index.get(within)?.id ?? null);
  }
}
