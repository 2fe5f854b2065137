import { claim } from '../claim.ts';
import type { Step } from '../guide.ts';
import { type Connection, nodesOf } from './device.ts';
import { zabbixEvents } from './zabbix-api.ts';

/** Of an API with the token in the body. */
const SOURCE = 'zabbix-west';
const COMMENT = 'The tour takes care of it.';
const OPEN = `{ alarms(filter: { source: ["${SOURCE}"], ackState: UNACKNOWLEDGED }, first: 100) { complete edges { node {
  id specificProblem actions sourceRecord { nativeId } } } } }`;
export const QUERY = `mutation ($ids: [ID!]!, $comment: String) { acknowledgeAlarms(ids: $ids, comment: $comment) {
  results { id status alarm { specificProblem ackState ackUser } } } }`;
export const GIVE_BACK =
  'mutation ($ids: [ID!]!) { unacknowledgeAlarms(ids: $ids) { results { id status } } }';

interface Open {
  readonly alarms: Connection<{
    readonly id: string;
    readonly actions: readonly string[];
    readonly sourceRecord: { readonly nativeId: string };
  }>;
}
interface Done {
  readonly acknowledgeAlarms: {
    readonly results: readonly {
      readonly status: string;
      readonly alarm: {
        readonly specificProblem: string;
        readonly ackState: string;
        readonly ackUser: string | null;
      } | null;
    }[];
  };
}

export const acknowledged: Step = {
  title: 'An alarm is acknowledged here, and shows in its source',
  async go({ graph, estate, say, show, atEnd }) {
    const { data } = await graph.ask<Open>(OPEN);
    const alarm = nodesOf(data.alarms).find(({ actions }) => actions.includes('ACKNOWLEDGE'));
    claim(alarm !== undefined, `${SOURCE} must have an alarm that can be acknowledged`);
    atEnd(async () => void (await graph.ask(GIVE_BACK, { ids: [alarm.id] })));
    const answer = await graph.ask<Done>(QUERY, { ids: [alarm.id], comment: COMMENT });
    const [result] = answer.data.acknowledgeAlarms.results;
    show(QUERY, answer, [
      `${alarm.id} "${result?.alarm?.specificProblem}": ${result?.alarm?.ackState} by ${result?.alarm?.ackUser}`,
    ]);
    claim(
      result?.status === 'APPLIED' && result.alarm?.ackState === 'ACKNOWLEDGED',
      'The alarm must be acknowledged',
      result,
    );
    const [event] = await zabbixEvents(estate.configuration, SOURCE, alarm.sourceRecord.nativeId);
    say(
      `${SOURCE} itself says of event ${event?.eventid}: acknowledged ${event?.acknowledged}, "${event?.acknowledges.at(-1)?.message}"`,
    );
    claim(
      event?.acknowledged === '1' && event.acknowledges.some(({ message }) => message === COMMENT),
      'The source must show it',
      event,
    );
  },
};
