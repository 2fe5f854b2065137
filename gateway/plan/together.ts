/** Operations as one tree: fragments written out, and what is asked for in several pieces in one. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
  Kind,
} from 'graphql';

interface Piece {
  readonly first: FieldNode | InlineFragmentNode;
  readonly sets: SelectionSetNode[];
}

/** Of a validated document without conditions. */
export function together(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const definitions = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ ...definition, selectionSet: merged([definition.selectionSet], fragments) }]
      : [],
  );
  return { ...document, definitions };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function merged(sets: readonly SelectionSetNode[], fragments: Fragments): SelectionSetNode {
  const pieces = new Map<string, Piece>();
  for (const set of sets) collect(set, fragments, pieces);
  const selections = [...pieces.values()].map(({ first, sets: inner }) =>
    inner.length > 0 ? { ...first, selectionSet: merged(inner, fragments) } : first,
  );
  return { kind: Kind.SELECTION_SET, selections };
}

function collect({ selections }: SelectionSetNode, fragments: Fragments, pieces: Map<string, Piece>): void {
  for (const selection of selections) {
    const piece = writtenOut(selection, fragments);
    if (piece?.kind === Kind.INLINE_FRAGMENT && !piece.typeCondition)
      collect(piece.selectionSet, fragments, pieces);
    else if (piece) {
      const key = keyOf(piece);
      const sets = piece.selectionSet ? [piece.selectionSet] : [];
      const same = pieces.get(key);
      if (same) same.sets.push(...sets);
      else pieces.set(key, { first: piece, sets });
    }
  }
}

function keyOf(piece: Piece['first']): string {
  return piece.kind === Kind.FIELD
    ? (piece.alias ?? piece.name).value
    : `... on ${piece.typeCondition?.name.value}`;
}

function writtenOut(selection: SelectionNode, fragments: Fragments): Piece['first'] | undefined {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) return selection;
  const fragment = fragments.get(selection.name.value);
  if (!fragment) return undefined;
  const { typeCondition, selectionSet } = fragment;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
}
