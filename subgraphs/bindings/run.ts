/** Does what `npm run bindings` is told, and gives what is to be printed. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { didYouMean } from '#adapters/kit/config/suggest.ts';
import { askWhere } from '#adapters/kit/identity/ask.ts';
import { BindingsFile, type ListedObject } from '#adapters/kit/identity/bindings-file.ts';
import { STORE_FILE } from '#adapters/kit/identity/database.ts';
import { lackingText } from '#adapters/kit/identity/findings.ts';
import { parseId } from '#schema/ids.ts';
import { createHttpGraph } from '../host/http-graph.ts';
import type { BindingsCommand } from './command.ts';
import { explainedText, historyText, listText } from './print.ts';

const MOST_HISTORY = 200;
const DOUBT_MS = 5000;

/** @throws Error, whose message is for the operator. */
export async function runBindings(command: BindingsCommand): Promise<string> {
  const file = new BindingsFile(folderOf(command));
  try {
    return await act(command, file);
  } finally {
    file.close();
  }
}

async function act(command: BindingsCommand, file: BindingsFile): Promise<string> {
  const { action, only, json } = command;
  const [first = '', second = ''] = command.arguments;
  switch (action) {
    case 'list': {
      const objects = file.list().filter(({ state }) => only === null || state === only);
      return json ? JSON.stringify(objects, null, 2) : listText(objects);
    }
    case 'history': {
      const entries = file.history(first || null, MOST_HISTORY);
      return json ? JSON.stringify(entries, null, 2) : historyText(entries);
    }
    case 'explain': {
      const object = file.find(first) ?? (await objectOfAlarm(first, command, file));
      const history = file.history(object.nativeId, MOST_HISTORY);
      return json ? JSON.stringify({ ...object, history }, null, 2) : explainedText(object, history);
    }
    case 'pin': {
      file.pin(first, second, command);
      const pinned = `${first} is pinned to ${second}. A process that runs takes it up within 5 seconds.`;
      return [pinned, ...(await doubts(second, command))].join('\n');
    }
    case 'unpin':
      file.unpin(first, command);
      return `${first} is pinned no more: it is looked up anew.`;
  }
}

/** What the graph says against a resource, where it can be asked: an operator who has mistyped it sees it at once. */
async function doubts(id: string, { graph: url }: BindingsCommand): Promise<string[]> {
  const graph = createHttpGraph(url, { timeoutMs: DOUBT_MS });
  try {
    const { places, nowhere } = await askWhere(graph, [id], { signal: new AbortController().signal });
    if (places.has(id)) return [];
    return [`But the graph at ${url} says: ${lackingText(id, nowhere.get(id))}.`];
  } catch {
    return [];
  } finally {
    await graph.close();
  }
}

const answer = z.object({
  alarm: z.object({ objectBinding: z.object({ nativeId: z.string().nullable() }).nullable() }).nullable(),
});

/** Which object an alarm is on, its process alone knows. */
async function objectOfAlarm(
  alarmId: string,
  { source, graph: url }: BindingsCommand,
  file: BindingsFile,
): Promise<ListedObject> {
  const names = file.list().map(({ nativeId }) => nativeId);
  if (parseId(alarmId)?.source !== source)
    throw new Error(
      `It must be an object of ${source}, or an alarm, ${source}/<token>, but got: ${JSON.stringify(alarmId)}.${didYouMean(alarmId, names)}`,
    );
  const graph = createHttpGraph(url);
  try {
    const query = 'query ($id: ID!) { alarm(id: $id) { objectBinding { nativeId } } }';
    const data = await graph.query(query, { id: alarmId }, { signal: new AbortController().signal });
    const { alarm } = answer.parse(data);
    if (!alarm) throw new Error(`The graph at ${url} must know the alarm, but does not: ${alarmId}.`);
    const nativeId = alarm.objectBinding?.nativeId ?? null;
    if (nativeId === null)
      throw new Error(`The alarm names no object: ${alarmId} is on nothing in particular.`);
    const object = file.find(nativeId);
    if (!object) throw new Error(`The alarm is on ${nativeId}, which has not been looked up yet.`);
    return object;
  } finally {
    await graph.close();
  }
}

function folderOf({ state, source }: BindingsCommand): string {
  const root = resolve(state);
  const names = existsSync(root)
    ? readdirSync(root).filter((name) => existsSync(join(root, name, STORE_FILE)))
    : [];
  if (names.includes(source)) return join(root, source);
  throw new Error(
    `\`--source\` must be one of ${names.join(', ') || 'those that keep bindings'} in ${root}, but got: ${JSON.stringify(source)}.${didYouMean(source, names)}`,
  );
}
