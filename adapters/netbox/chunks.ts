/** A question with many values is several: what an address may hold is bounded by the servers in front of the product. */
import { TributaryError } from '#schema/errors.ts';

/** Values in questions of at most so many, and of at most so many bytes. */
export function chunksOf(
  parameter: string,
  values: readonly string[],
  most: number,
  longest: number,
): string[][] {
  const chunks: string[][] = [];
  let length = longest;
  for (const value of values) {
    const longer = parameter.length + encodeURIComponent(value).length + 2;
    const current = chunks.at(-1);
    if (!current || length + longer > longest || current.length >= most) {
      chunks.push([value]);
      length = longer;
    } else {
      current.push(value);
      length += longer;
    }
  }
  return chunks;
}

/** The value that the product refuses because it knows no such object. */
export function strangerIn(error: unknown): string | null {
  if (!(error instanceof TributaryError) || error.code !== 'SOURCE_REFUSED') return null;
  return /Select a valid choice\. (\S+) is not one of/.exec(error.message)?.[1] ?? null;
}
