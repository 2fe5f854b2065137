/** The defaults admit every operation that the project itself shows: in its pages, beside the estate, on the tour. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import {
  type OperationDefinitionNode,
  type TypeNode,
  GraphQLError,
  Kind,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { createOperationReader } from '../input/operation-input.ts';
import { RequestError } from '../input/request-error.ts';
import { apiSchema } from '../testing/ask.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = 'zabbix-west';
const reader = createOperationReader(apiSchema);

const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const filesOf = (folder: string, end: string): string[] =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .map((path) => `${folder}/${path}`);

const pages = ['README.md', ...filesOf('docs', '.md')].flatMap((path) =>
  [...read(path).matchAll(/```graphql\n([^]*?)```/g)].map(([, text = '']) => [path, text] as const),
);
const queries = filesOf('lab/estate/queries', '.graphql').map((path) => [path, read(path)] as const);
/** What a step asks is text in its code; what it puts in is some id or name. */
const steps = filesOf('lab/estate/tour/steps', '.ts').flatMap((path) =>
  [...read(path).matchAll(/`([^`]*)`|'([^'\n]*)'/g)]
    .map(([, long, short]) => (long ?? short ?? '').replaceAll(/\$\{[^}]*\}/g, `${SOURCE}/x`))
    .filter(isOperation)
    .map((text) => [path, text] as const),
);

test('there are such operations in each place', () => {
  expect(pages.length).toBeGreaterThanOrEqual(8);
  expect(queries.length).toBeGreaterThanOrEqual(5);
  expect(steps.length).toBeGreaterThanOrEqual(5);
});

test.each([...pages, ...queries, ...steps])('%s, number %#', (_path, text) => {
  for (const operation of operationsOf(text)) {
    const operationName = operation.name?.value;
    const variables = Object.fromEntries(
      (operation.variableDefinitions ?? [])
        .filter(({ defaultValue }) => !defaultValue)
        .map(({ variable, type }) => [variable.name.value, someValue(type)]),
    );
    const asked = (): unknown => reader.input({ query: text, operationName, variables }, new Set([SOURCE]));
    expect(refusals(asked)).toEqual([]);
  }
});

/** The codes with which it is refused; that nobody here has a source of that name is none. */
function refusals(asked: () => unknown): unknown[] {
  try {
    asked();
    return [];
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.errors
      .map(({ extensions, message }) => `${String(extensions?.['code'])} ${message}`)
      .filter((said) => !said.startsWith('UNKNOWN_SOURCE'));
  }
}

function operationsOf(text: string): readonly OperationDefinitionNode[] {
  return parse(text).definitions.filter(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode[];
}

function isOperation(text: string): boolean {
  if (!text.includes('{')) return false;
  try {
    const document = parse(text);
    return getOperationAST(document) !== null && validate(apiSchema, document).length === 0;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

function someValue(type: TypeNode): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return someValue(type.type);
  if (type.kind === Kind.LIST_TYPE) return [someValue(type.type)];
  switch (type.name.value) {
    case 'ID':
      return `${SOURCE}/x`;
    case 'Int':
      return 10;
    case 'String':
      return 'x';
    default:
      return null;
  }
}
