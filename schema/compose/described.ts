/** Whoever explores the graph reads descriptions: a type, field, argument or value without one is not finished. */
import { type DefinitionNode, Kind, type StringValueNode, isTypeDefinitionNode, visit } from 'graphql';
import type { Contract } from './contract.ts';
import type { Fault } from './fault.ts';

export function described(contracts: readonly Contract[]): Fault[] {
  return contracts.flatMap((contract) =>
    contract.document.definitions.flatMap((definition) =>
      undescribed(definition).map((place) => ({
        place,
        domain: contract.domain,
        breach: 'must have a description, but got: none.',
        remedy: 'Write one above it: what it is, its unit, what null means.',
      })),
    ),
  );
}

function undescribed(definition: DefinitionNode): string[] {
  if (!('name' in definition) || !definition.name) return [];
  const places: string[] = [];
  const look = (description: StringValueNode | undefined, place: string): void => {
    if (!description?.value.trim()) places.push(place);
  };
  const isDirective = definition.kind === Kind.DIRECTIVE_DEFINITION;
  const type = isDirective ? `@${definition.name.value}` : definition.name.value;
  if (isDirective || isTypeDefinitionNode(definition)) {
    look(definition.description, type);
  }
  // A directive's arguments are told in its own description.
  if (isDirective) return places;
  let field: string | null = null;
  visit(definition, {
    FieldDefinition: {
      enter(node) {
        field = `${type}.${node.name.value}`;
        look(node.description, field);
      },
      leave() {
        field = null;
      },
    },
    InputValueDefinition(node) {
      const name = node.name.value;
      look(node.description, field === null ? `${type}.${name}` : `${field}(${name}:)`);
    },
    EnumValueDefinition(node) {
      look(node.description, `${type}.${node.name.value}`);
    },
  });
  return places;
}
