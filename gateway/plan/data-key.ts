/**
 * A plan fetches what it joins by as `id` and `__typename`, in the midst of what the client asks for. A client may give these
 * names to other fields (`id: name`); while the data is put together, such a field goes by another.
 */
import { type DocumentNode, Kind, visit } from 'graphql';

const JOINED_BY = ['id', '__typename'];
const PREFIX = '_t_as_';

/** The key in the data of a field that the client wants as `responseKey`. */
export function dataKey(fieldName: string, responseKey: string): string {
  return JOINED_BY.includes(responseKey) && fieldName !== responseKey ? PREFIX + responseKey : responseKey;
}

/** The client's name for a key in the data. */
export function responseKeyOf(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key;
}

/** The document whose response keys are keys in the data. */
export function byDataKeys(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field(node) {
      if (!node.alias) return undefined;
      const key = dataKey(node.name.value, node.alias.value);
      return key === node.alias.value ? undefined : { ...node, alias: { kind: Kind.NAME, value: key } };
    },
  });
}
