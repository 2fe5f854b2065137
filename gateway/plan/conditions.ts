/** What `@skip` and `@include` leave of an operation is decided before it is planned: no plan fetches what the answer leaves out. */
import {
  type DocumentNode,
  type SelectionNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  visit,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

const names = new WeakMap<DocumentNode, readonly string[]>();

/** How the conditions come out, as a key: the same for variables that decide the same. */
export function outcomeOf(document: DocumentNode, variables: Values): string {
  return conditionsOf(document)
    .map((name) => (variables[name] === true ? '1' : '0'))
    .join('');
}

/** False where what is left is the same for all variables. */
export function isConditional(document: DocumentNode): boolean {
  return conditionsOf(document).length > 0;
}

/** `variables` are coerced, with defaults. */
export function isIncluded(selection: SelectionNode, variables: Values): boolean {
  if ((selection.directives ?? []).length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false;
}

function conditionsOf(document: DocumentNode): readonly string[] {
  let known = names.get(document);
  if (!known) {
    const found = new Set<string>();
    visit(document, {
      Directive({ arguments: args }) {
        for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) found.add(value.name.value);
      },
    });
    known = [...found];
    names.set(document, known);
  }
  return known;
}
