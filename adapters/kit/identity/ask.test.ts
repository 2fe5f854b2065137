/** What binding asks is what a gateway that executes trusted documents alone expects of it. */
import { expect, test } from '@jest/globals';
import { WHERE_BATCH, bindingQuestions } from '#schema/binding-questions.ts';
import type { Graph } from '#schema/ports/graph.ts';
import { askAll } from './ask-all.ts';
import type { Question } from './question.ts';

const call = { signal: new AbortController().signal };

test.each(['Resolve', 'Review', 'Elsewhere'] as const)(
  '%s: in documents that are known before',
  async (name) => {
    const asked = new Set<string>();
    const graph: Graph = {
      async query(document, variables) {
        asked.add(document);
        const keys = variables['keys'] as readonly unknown[] | undefined;
        return keys
          ? { resolve: keys.map(() => ({ complete: true, candidates: [] })) }
          : Object.fromEntries(Object.keys(variables).map((id) => [id.replace('id', 'r'), null]));
      },
    };
    const question = (count: number): Question => ({
      parts: [],
      keys: [{ type: 'NAME', value: 'par-cr1' }],
      ids: Array.from({ length: count }, (_, i) => `west/d${i}`),
      notAsked: [],
    });
    for (const count of [1, 7, WHERE_BATCH, WHERE_BATCH + 3])
      await askAll(graph, [question(count)], { namespaces: ['west'], regions: [] }, call, name);
    expect(asked.size).toBe(5);
    expect(bindingQuestions()).toEqual(expect.arrayContaining([...asked]));
  },
);
