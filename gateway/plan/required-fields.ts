/** Fields that subgraphs require with arguments. */
import { type DocumentNode, Kind, parse, visit } from 'graphql';

/**
 * Their names. Where a client asks for one of them too, with arguments of its own, what it gets must stand under another key in the data:
 * the planner tells the two apart only in entities right at the root.
 */
export function requiredWithArguments(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'join__field') return;
      for (const { name: argument, value } of args)
        if (argument.value === 'requires' && value.kind === Kind.STRING) collect(parsed(value.value), names);
    },
  });
  return names;
}

function parsed(fields: string): DocumentNode {
  return parse(`{ ${fields} }`, { noLocation: true });
}

function collect(selection: DocumentNode, into: Set<string>): void {
  visit(selection, {
    Field({ name, arguments: args = [] }) {
      if (args.length > 0) into.add(name.value);
    },
  });
}
