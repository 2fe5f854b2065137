/** How much an operation is with its fragments written out: each fragment is looked at once, however often it is used. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Kind,
} from 'graphql';
import { type OperationLimits, refuseBeyond } from './limits.ts';

interface Extent {
  /** Of fields within fields. */
  readonly depth: number;
  readonly fields: number;
  /** Fields that stand here, not within another. */
  readonly here: number;
}

const NOTHING: Extent = { depth: 0, fields: 0, here: 0 };

/** Before validation: fragments may still be missing, or contain themselves. @throws RequestError */
export function checkStructure(document: DocumentNode, limits: OperationLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  const extents = new Map<string, Extent>();

  function ofFragment(name: string): Extent {
    const known = extents.get(name);
    if (known) return known;
    // What contains itself ends here, and is refused by validation.
    extents.set(name, NOTHING);
    const fragment = fragments.get(name);
    const extent = fragment ? ofSet(fragment.selectionSet) : NOTHING;
    extents.set(name, extent);
    return extent;
  }

  function ofSet({ selections }: SelectionSetNode): Extent {
    let [depth, fields, here] = [0, 0, 0];
    for (const selection of selections) {
      const extent =
        selection.kind === Kind.FIELD
          ? ofField(selection.selectionSet)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet)
            : ofFragment(selection.name.value);
      depth = Math.max(depth, extent.depth);
      fields += extent.fields;
      here += extent.here;
    }
    return { depth, fields, here };
  }

  function ofField(set: SelectionSetNode | undefined): Extent {
    const inner = set ? ofSet(set) : NOTHING;
    return { depth: inner.depth + 1, fields: inner.fields + 1, here: 1 };
  }

  for (const operation of operations) {
    const { depth, fields, here } = ofSet(operation.selectionSet);
    const at = [operation];
    refuseBeyond('TOO_DEEP', 'An operation must be, in levels of fields,', limits.maxDepth, depth, at);
    refuseBeyond(
      'TOO_MANY_ROOT_FIELDS',
      'An operation must have root fields,',
      limits.maxRootFields,
      here,
      at,
    );
    refuseBeyond(
      'TOO_MANY_FIELDS',
      'An operation must select fields, with its fragments written out,',
      limits.maxFields,
      fields,
      at,
    );
  }
}
