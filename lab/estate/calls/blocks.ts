/** The questions that stand in a document. */
import { readFileSync } from 'node:fs';

/** Its GraphQL blocks in their order, as text, by these names. @throws Error where there are more or fewer. */
export function namedBlocks(path: string, names: readonly string[]): [string, string][] {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```graphql\n(.*?)^```$/gms)].map(([, block = '']) => block);
  if (blocks.length !== names.length)
    throw new Error(
      `${path} must have a name in named-queries.ts for each of its ${blocks.length} GraphQL blocks, but got: ${names.join(', ')}.`,
    );
  return blocks.map((block, i) => [names[i] ?? '', block]);
}
