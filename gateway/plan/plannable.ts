/** A client's document as a planner is given it, so that what is fetched can be put together and told apart. */
import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  Kind,
  type NameNode,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { isIncluded } from './conditions.ts';

const PREFIX = '_t_as_';

/**
 * The key in the data of a field that the client wants as `responseKey`. Plans fetch what they join by under the names of its fields,
 * in the midst of what the client asks for; a client may give these names to other fields (`id: name`).
 */
export function dataKey(fieldName: string, responseKey: string, apart: Names = NONE): string {
  return fieldName === responseKey && !apart.has(fieldName) ? responseKey : PREFIX + responseKey;
}

type Names = ReadonlySet<string>;
const NONE: Names = new Set();

/** The client's name for a key in the data. */
export function responseKeyOf(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key;
}

/** With these variables. `apart`: fields that have another key whatever the client calls them. Null where nobody needs to be asked: what is left of the operation is about the schema alone. */
export function plannable(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  apart: Names = NONE,
): DocumentNode | null {
  const decided = visit(document, {
    Field: {
      enter: (node) =>
        ABOUT_SCHEMA.includes(node.name.value) || !isIncluded(node, variables) ? null : undefined,
      leave: ({ alias, ...node }) => ({ ...node, directives: [], ...aliasOf(node.name, alias, apart) }),
    },
    InlineFragment: {
      enter: (node) => (isIncluded(node, variables) ? undefined : null),
      leave: (node) => ({ ...node, directives: [] }),
    },
    FragmentSpread: {
      enter: (node) => (isIncluded(node, variables) ? undefined : null),
      leave: (node) => ({ ...node, directives: [] }),
    },
    // An object of which conditions leave no field is an object all the same, and not null.
    SelectionSet: {
      leave: (set) => (set.selections.length > 0 ? undefined : { ...set, selections: [TYPE] }),
    },
  });
  return asksForData(decided) ? decided : null;
}

/**
 * An alias that is the field's own name is none: planners take `a: a` and `a` for two fields. The name of an object's type has one place,
 * whatever the client calls it.
 */
function aliasOf(
  { value: name }: NameNode,
  alias: NameNode | undefined,
  apart: Names,
): Pick<FieldNode, 'alias'> {
  const key = dataKey(name, alias?.value ?? name, apart);
  return key === name || name === TypeNameMetaFieldDef.name ? {} : { alias: { kind: Kind.NAME, value: key } };
}

const ABOUT_SCHEMA = ['__schema', '__type'];

/** Is there anything in it but type names? */
function asksForData(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value !== '__typename') found = true;
      return found ? BREAK : undefined;
    },
  });
  return found;
}

const TYPE: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: '_t_type' },
  name: { kind: Kind.NAME, value: '__typename' },
};
