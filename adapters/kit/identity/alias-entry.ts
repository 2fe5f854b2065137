/** What an operator says by hand: the objects of these names or ids are that resource. */
import type { IdentifierType } from '#schema/types/inventory.ts';

export type AliasTarget = { readonly type: IdentifierType; readonly value: string } | { readonly id: string };

export interface AliasEntry {
  readonly names: readonly string[];
  readonly nativeIds: readonly string[];
  readonly target: AliasTarget;
}
