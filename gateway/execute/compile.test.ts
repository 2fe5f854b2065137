import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { contractRules } from '#schema/rules.ts';
import { compileFetch } from './compile.ts';

test('what a plan has twice under one name is one field with both selections', () => {
  const document = parse('{ r: resource(id: "a/1") { id } r: resource(id: "a/1") { site { id } } }');
  const fields = compileFetch(contractRules('inventory'), document).root?.fields ?? [];
  expect(fields.map(({ key, selection }) => [key, selection?.fields.map((field) => field.key)])).toEqual([
    ['r', ['id', 'site']],
  ]);
});
