/** A break of what is no longer there breaks nothing, and nobody would notice. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { MUTANTS } from './mutants.ts';

test('what is to be broken stands in its file, once', () => {
  const texts = new Map<string, string>();
  const textOf = (file: string): string => {
    const text =
      texts.get(file) ?? readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
    texts.set(file, text);
    return text;
  };
  const wrong = MUTANTS.filter(({ file, find }) => textOf(file).split(find).length !== 2);
  expect(wrong).toEqual([]);
});
