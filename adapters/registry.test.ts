import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Shape, alternatives, shapeOf } from './kit/config/shape.ts';
import { adapters } from './registry.ts';

test('every adapter folder is in the registry, by its own name', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
    .map((entry) => entry.name);
  expect([...adapters.keys()].toSorted()).toEqual(folders.toSorted());
});

describe.each([...adapters])('The options of %s', (_, { options }) => {
  const shape = shapeOf(options);

  test('refuse unknown keys everywhere', () => expect(openMappings(shape, shape, 'options')).toEqual([]));

  test('say of every key what it is', () => expect(undescribed(shape, shape, 'options')).toEqual([]));
});

function openMappings(root: Shape, shape: Shape, path: string): readonly string[] {
  return alternatives(root, shape).flatMap((branch) => [
    ...(branch.properties && branch.additionalProperties === undefined ? [path] : []),
    ...inner(branch, path).flatMap(([key, value]) => openMappings(root, value, key)),
  ]);
}

function undescribed(root: Shape, shape: Shape, path: string): readonly string[] {
  return alternatives(root, shape).flatMap((branch) => [
    ...Object.entries(branch.properties ?? {}).flatMap(([key, value]) =>
      value.description || value.const !== undefined ? [] : [`${path}.${key}`],
    ),
    ...inner(branch, path).flatMap(([key, value]) => (value.secret ? [] : undescribed(root, value, key))),
  ]);
}

function inner(shape: Shape, path: string): readonly [string, Shape][] {
  return [
    ...Object.entries(shape.properties ?? {}).map(([key, value]): [string, Shape] => [
      `${path}.${key}`,
      value,
    ]),
    ...(shape.items ? [[`${path}[]`, shape.items] satisfies [string, Shape]] : []),
  ];
}
