/**
 * The screen of the NOC query, as somebody would write it by hand who knows which systems there are: the same calls in the same batches
 * as the gateway makes, and the same answer. No schema, no planner, no other question.
 */
import { FAULT_MANAGERS } from '../workloads/noc/members.ts';
import type { Alarm, AlarmsAnswer, Resource } from './answers.ts';
import type { Ask } from './ask.ts';
import { resources } from './inventory.ts';
import { ALARMS } from './queries.ts';
import { type Reference, References } from './references.ts';
import { services } from './services.ts';

export interface WorstAlarmsRequest {
  readonly first: number;
  readonly severities: readonly string[];
}

const RANK: Readonly<Record<string, number>> = {
  INDETERMINATE: 0,
  WARNING: 1,
  MINOR: 2,
  MAJOR: 3,
  CRITICAL: 4,
};

/** The data of the answer. */
export async function worstAlarms(ask: Ask, { first, severities }: WorstAlarmsRequest): Promise<unknown> {
  const variables = JSON.stringify({ first, severities });
  const answers = await Promise.all(
    FAULT_MANAGERS.map((source) => ask<AlarmsAnswer>(source, 'faults', ALARMS, variables)),
  );
  const edges = worstOf(
    answers.map(({ alarms }) => alarms.edges),
    first,
  );
  const elements = new References<object>();
  const objects = new References<Resource>();
  const named = edges.map(({ node }) => ({
    node,
    element: reference(elements, node.managedElement),
    object: reference(objects, node.alarmedObject),
  }));
  const [, served] = await Promise.all([resources(ask, elements, objects), services(ask, objects.all)]);
  for (const [index, { record }] of objects.all.entries()) if (record) record.services = served[index] ?? {};
  for (const { node, element, object } of named) {
    node.managedElement = element?.record ?? null;
    node.alarmedObject = object?.record ?? null;
  }
  return { alarms: { complete: answers.every(({ alarms }) => alarms.complete), edges } };
}

function reference<Record>(to: References<Record>, named: object | null): Reference<Record> | null {
  return named && to.to((named as { readonly id: string }).id);
}

type Edge = AlarmsAnswer['alarms']['edges'][number];

/** The first of several lists, each of which is in order. */
function worstOf(lists: readonly (readonly Edge[])[], first: number): Edge[] {
  const taken = lists.map(() => 0);
  const worst: Edge[] = [];
  while (worst.length < first) {
    let from = -1;
    let next: Edge | undefined;
    for (let i = 0; i < lists.length; i += 1) {
      const candidate = lists[i]?.[taken[i] ?? 0];
      if (!candidate || (next && worstFirst(next.node, candidate.node) <= 0)) continue;
      next = candidate;
      from = i;
    }
    if (!next) break;
    taken[from] = (taken[from] ?? 0) + 1;
    worst.push(next);
  }
  return worst;
}

/** Worst first, newest first within a severity, then by id. */
function worstFirst(a: Alarm, b: Alarm): number {
  const bySeverity = (RANK[b.perceivedSeverity] ?? 0) - (RANK[a.perceivedSeverity] ?? 0);
  if (bySeverity !== 0) return bySeverity;
  if (a.alarmReportingTime !== b.alarmReportingTime)
    return a.alarmReportingTime > b.alarmReportingTime ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
