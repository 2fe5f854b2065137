/** Asks the graph everything that several questions need, each key once, in batches that the graph accepts. */
import { type ResolveName, WHERE_BATCH } from '#schema/binding-questions.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Graph } from '#schema/ports/graph.ts';
import { MAX_BATCH } from '#schema/ports/page.ts';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import { type Among, type Answer, type Nowhere, type Place, askWhere, askWho } from './ask.ts';
import { type Answers, type Question, keyText } from './question.ts';

/** `name` is the operation's, for whoever reads logs. @throws TributaryError, where the graph could not be asked. */
export async function askAll(
  graph: Graph,
  questions: readonly Question[],
  among: Among,
  call: Call,
  name?: ResolveName,
): Promise<Answers> {
  const keys = new Map<string, IdentifierInput>();
  for (const key of questions.flatMap((question) => question.keys)) keys.set(keyText(key), key);
  const who = new Map<string, Answer>();
  for (const batch of batches([...keys], MAX_BATCH)) {
    const asked = batch.map(([, key]) => key);
    const answers = await askWho(graph, asked, among, call, name);
    for (const [i, [text]] of batch.entries()) if (answers[i]) who.set(text, answers[i]);
  }
  const where = new Map<string, Place>();
  const nowhere = new Map<string, Nowhere>();
  const ids = new Set(questions.flatMap((question) => question.ids));
  for (const batch of batches([...ids], WHERE_BATCH)) {
    const told = await askWhere(graph, batch, call);
    for (const [id, place] of told.places) where.set(id, place);
    for (const [id, why] of told.nowhere) nowhere.set(id, why);
  }
  return { who, where, nowhere };
}

function batches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
