import { expect, test } from '@jest/globals';
import { LocalGraph } from './local-graph.ts';
import { MemberDirectory } from './members/directory.ts';
import { OperationAnswer } from './answer.ts';

const call = { signal: new AbortController().signal };

function graphThat(answer: OperationAnswer): LocalGraph {
  const graph = new LocalGraph();
  graph.connect(() => Promise.resolve(answer), new MemberDirectory());
  return graph;
}

test('before the gateway has started there is no answer', async () => {
  await expect(new LocalGraph().query('{ a }', {}, call)).rejects.toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
  });
});

test('data is an answer, whatever is missing', async () => {
  const graph = graphThat(
    OperationAnswer.of({ data: '{"a":null}', errors: [{ message: 'b is away' }], sources: [] }),
  );
  expect(await graph.query('{ a }', {}, call)).toEqual({ a: null });
});

test('a source that the gateway does not have is named', async () => {
  const extensions = { code: 'UNKNOWN_SOURCE', source: 'nosuch' };
  const graph = graphThat(OperationAnswer.refused(400, [{ message: 'so', extensions }]));
  await expect(graph.query('{ a }', {}, call)).rejects.toMatchObject({
    code: 'UNKNOWN_SOURCE',
    source: 'nosuch',
  });
});

test.each([
  ['DEADLINE_EXCEEDED', 'SOURCE_TIMEOUT'],
  ['GRAPHQL_VALIDATION_FAILED', 'SOURCE_UNAVAILABLE'],
])('no data (%s) is %s', async (code, expected) => {
  const graph = graphThat(OperationAnswer.refused(400, [{ message: 'so', extensions: { code } }]));
  await expect(graph.query('{ a }', {}, call)).rejects.toMatchObject({
    code: expected,
    message: 'The gateway does not answer: so',
  });
});
