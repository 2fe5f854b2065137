import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { pino } from 'pino';
import { supergraphText } from '#schema/contracts.ts';
import { openSupergraph } from './supergraph.ts';

const log = pino({ level: 'silent' });

test('a supergraph is loaded, with what clients see and who plans', async () => {
  const holder = await openSupergraph(supergraphText(), log);
  const { apiSchema, planner, supergraphSdl } = holder.current;
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
  expect(supergraphSdl).toBe(supergraphText());
  expect(Object.keys(apiSchema.getQueryType()?.getFields() ?? {})).toEqual(
    expect.arrayContaining(['alarms', 'resources', 'services']),
  );
  expect(apiSchema.getQueryType()?.getFields()['_entities']).toBeUndefined();
  expect((await planner.plan(parse('{ faultSources { source } }'), undefined, {})).root).toBeDefined();
  await holder.stop();
});

test('another supergraph takes its place, and everybody hears of it', async () => {
  const holder = await openSupergraph(supergraphText(), log);
  const before = holder.current;
  const heard: unknown[] = [];
  const quiet = holder.onChange((supergraph) => heard.push(supergraph));
  const text = supergraphText().replace('One alarm by its id, open or cleared', 'One alarm');
  holder.update(text);
  expect(holder.current.apiSchema).not.toBe(before.apiSchema);
  expect(holder.current.supergraphSdl).toBe(text);
  expect(heard).toEqual([holder.current]);
  holder.update(text);
  quiet();
  holder.update(supergraphText());
  expect(heard).toHaveLength(1);
  await holder.stop();
});

test('what is no supergraph changes nothing', async () => {
  const holder = await openSupergraph(supergraphText(), log);
  const before = holder.current;
  expect(() => holder.update('type Query { nothing: Int }')).toThrow();
  expect(holder.current).toBe(before);
  await holder.stop();
  await expect(openSupergraph('nonsense', log)).rejects.toThrow();
});
