/** Faults: resolvers from the contract to the port. */
import type { GraphQLSchema } from 'graphql';
import type { AlarmRecord, FaultsPort } from '#schema/ports/faults.ts';
import { contractRules } from '#schema/rules.ts';
import type {
  AlarmSummary,
  QueryAlarmSummaryArgs,
  QueryAlarmsArgs,
  ResourceAlarmSummaryArgs,
  ResourceAlarmsArgs,
} from '#schema/types/faults.ts';
import { list, listUnder } from '../resolve/connection.ts';
import type { SubgraphContext } from '../resolve/context.ts';
import { type Entity, byId, byIdAlone, byReference, leadsTo } from '../resolve/entity.ts';
import { buildSubgraph } from '../resolve/subgraph.ts';
import { act } from './actions.ts';

type Context = SubgraphContext<FaultsPort>;

const alarm: Entity<FaultsPort, AlarmRecord> = {
  type: 'Alarm',
  byIds: (port, ids, call) => port.alarmsByIds(ids, call),
};

/** The subgraph of the faults domain, for any source. */
export function buildFaultsSubgraph(): GraphQLSchema {
  const rules = contractRules('faults');
  return buildSubgraph<FaultsPort>(rules, {
    Query: {
      alarm: byId(alarm),
      alarms: list<FaultsPort, QueryAlarmsArgs, AlarmRecord>(rules, ({ port, call }, request) =>
        port.alarms(request, call),
      ),
      alarmSummary: (_root: unknown, { filter }: QueryAlarmSummaryArgs, { port, call }: Context) =>
        port.summary(filter ?? null, call),
      faultSources: (_root: unknown, _args: unknown, { port }: Context) => [port.faultSource()],
    },
    Mutation: {
      acknowledgeAlarms: act('ACKNOWLEDGE'),
      unacknowledgeAlarms: act('UNACKNOWLEDGE'),
      commentAlarms: act('COMMENT'),
      clearAlarms: act('CLEAR'),
    },
    Alarm: {
      __resolveReference: byReference(alarm),
      parentAlarm: leadsTo(alarm, 'parentAlarm'),
    },
    Resource: {
      __resolveReference: byIdAlone,
      alarms: listUnder<FaultsPort, ResourceAlarmsArgs, AlarmRecord>(
        rules,
        ({ port, call }, ids, request, { scope }) =>
          port.alarmsOf(ids, { ...request, scope: scope ?? 'CONTAINED' }, call),
      ),
      alarmSummary: summaryOf,
    },
  });
}

function summaryOf(
  parent: { readonly id: string },
  { scope }: ResourceAlarmSummaryArgs,
  { port, call, loaders }: Context,
): Promise<AlarmSummary> {
  const within = scope ?? 'CONTAINED';
  return loaders.load('Resource.alarmSummary', { within }, parent.id, (ids) =>
    port.summariesOf(ids, within, call),
  );
}
