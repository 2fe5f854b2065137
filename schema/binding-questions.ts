/**
 * What binding asks the graph, from whichever process a source runs in: who has a key, and where resources are. Documents like those of
 * clients; a gateway that executes trusted documents alone trusts these.
 */

/** How many resources one query asks for: no more fields than any gateway admits at the root, unless an operator bounds them closer. */
export const WHERE_BATCH = 50;

/** For whoever reads logs: is something bound, is a binding looked at again, or would others know what is unknown where it should be? */
export const RESOLVE_NAMES = ['Resolve', 'Review', 'Elsewhere'] as const;
export type ResolveName = (typeof RESOLVE_NAMES)[number];

/** Takes `keys` and `filter`. What others have bound is no evidence: two that believe each other would keep an error alive for ever. */
export function resolveQuestion(name: ResolveName): string {
  return `query ${name}($keys: [IdentifierInput!]!, $filter: ResolutionFilter) {
  resolve(keys: $keys, filter: $filter, basis: INVENTORY) { complete candidates { id region ancestorIds } }
}`;
}

/** Takes `id0` and so on, and answers `r0` and so on. */
export function whereQuestion(count: number): string {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const parameters = numbers.map((i) => `$id${i}: ID!`).join(', ');
  const fields = numbers.map((i) => `r${i}: resource(id: $id${i}) { id kind region ancestorIds }`).join(' ');
  return `query Where(${parameters}) { ${fields} }`;
}

/** Each of them. */
export function bindingQuestions(): string[] {
  return [
    ...RESOLVE_NAMES.map(resolveQuestion),
    ...Array.from({ length: WHERE_BATCH }, (_, i) => whereQuestion(i + 1)),
  ];
}
