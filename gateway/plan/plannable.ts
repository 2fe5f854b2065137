/** A client's document as a planner is given it, so that what is fetched can be put together and told apart. */
import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';

const JOINED_BY = ['id', '__typename'];
const PREFIX = '_t_as_';

/**
 * The key in the data of a field that the client wants as `responseKey`. Plans fetch what they join by as `id` and `__typename`,
 * in the midst of what the client asks for; a client may give these names to other fields (`id: name`).
 */
export function dataKey(fieldName: string, responseKey: string): string {
  return JOINED_BY.includes(responseKey) && fieldName !== responseKey ? PREFIX + responseKey : responseKey;
}

/** The client's name for a key in the data. */
export function responseKeyOf(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key;
}

export function plannable(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: {
      leave: (node) => ({
        ...node,
        ...(node.alias && {
          alias: { kind: Kind.NAME, value: dataKey(node.name.value, node.alias.value) },
        }),
        ...(node.selectionSet && { selectionSet: neverEmpty(node.selectionSet) }),
      }),
    },
  });
}

/** A planner drops a field of which conditions leave nothing. It is an object without fields all the same, and not null. */
function neverEmpty(set: SelectionSetNode): SelectionSetNode {
  const always = set.selections.some(
    ({ kind, directives }) => kind === Kind.FIELD && (directives ?? []).length === 0,
  );
  return always ? set : { ...set, selections: [...set.selections, TYPE] };
}

const TYPE: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: '_t_type' },
  name: { kind: Kind.NAME, value: '__typename' },
};
