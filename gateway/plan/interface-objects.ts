/**
 * What an interface object has is asked of the interface, not of its types one by one: where the subgraph of the object itself leads to
 * such types, the planner keeps what one of them needs, and forgets the others.
 */
import {
  type DocumentNode,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  TypeInfo,
  TypeNameMetaFieldDef,
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  parse,
  print,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { together } from './together.ts';

/** Takes a document without conditions. Throws Error where two types ask for one key in ways that exclude each other. */
export type AskInterfaces = (document: DocumentNode) => DocumentNode;

/** Undefined where the supergraph has no interface objects. */
export function askInterfaces(supergraphSdl: string): AskInterfaces | undefined {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const objects = fieldsOfObjects(supergraph);
  if (objects.size === 0) return undefined;
  const schema = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
  return (document) => {
    const types = new TypeInfo(schema);
    let lifted = false;
    const asked = visit(
      together(document),
      visitWithTypeInfo(types, {
        SelectionSet: {
          leave(set) {
            const parent = types.getParentType();
            const own = isInterfaceType(parent) ? objects.get(parent.name) : undefined;
            const isType = (name: string): boolean => isObjectType(schema.getType(name));
            const above = own && lift(set, own, isType);
            if (!above) return undefined;
            lifted = true;
            return above;
          },
        },
      }),
    );
    if (!lifted) return document;
    const [conflict] = validate(schema, asked, [OverlappingFieldsCanBeMergedRule]);
    if (conflict)
      throw new Error(`types behind an interface object ask in several ways: ${conflict.message}`);
    return asked;
  };
}

/** By interface: the fields that subgraphs have of it as one type. */
function fieldsOfObjects(supergraph: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const { name, fields = [], directives = [] } = definition;
    const said = directives.map((directive) => print(directive));
    const graphs = said.filter((text) => text.includes('isInterfaceObject: true')).map(graphOf);
    const own = fields.filter((field) =>
      (field.directives ?? []).some((directive) => {
        const text = print(directive);
        return graphs.includes(graphOf(text)) && !text.includes('external: true');
      }),
    );
    if (own.length > 0) found.set(name.value, new Set(own.map((field) => field.name.value)));
  }
  return found;
}

function graphOf(directive: string): string | undefined {
  return /graph: (\w+)/.exec(directive)?.[1];
}

/** Undefined where at most one type asks for such fields. */
function lift(
  set: SelectionSetNode,
  own: ReadonlySet<string>,
  isType: (name: string) => boolean,
): SelectionSetNode | undefined {
  const lifted = new Map<string, FieldNode>();
  const by = new Set<string>();
  const without = ({ selections }: SelectionSetNode, type: string | undefined): SelectionSetNode => {
    const rest = selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const inner = condition !== undefined && isType(condition) ? condition : type;
        return [{ ...selection, selectionSet: without(selection.selectionSet, inner) }];
      }
      if (type === undefined || selection.kind !== Kind.FIELD || !own.has(selection.name.value))
        return [selection];
      by.add(type);
      lifted.set(print(selection), selection);
      return [];
    });
    return { kind: Kind.SELECTION_SET, selections: rest.length > 0 ? rest : [TYPE_NAME] };
  };
  const { selections } = without(set, undefined);
  return by.size < 2
    ? undefined
    : { kind: Kind.SELECTION_SET, selections: [...selections, ...lifted.values()] };
}

const TYPE_NAME: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: TypeNameMetaFieldDef.name },
};
