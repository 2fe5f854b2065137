import { claim } from '../claim.ts';
import type { Step } from '../guide.ts';
import { type Connection, nodesOf } from './device.ts';

const LOST = 'zabbix-east';
export const QUERY = `{ alarms(first: 1000) { complete edges { node { id specificProblem sourceRecord { source } } } }
  resources(filter: { kind: [DEVICE] }, first: 1) { complete totalCount } }`;

interface Data {
  readonly alarms: Connection<{ readonly id: string; readonly sourceRecord: { readonly source: string } }>;
  readonly resources: Connection<unknown>;
}

export const sourceDies: Step = {
  title: 'A source is killed: the answer says that it is not complete, and the rest stands',
  async go({ graph, estate, say, show }) {
    const before = await graph.until<Data>('A complete list', QUERY, ({ alarms }) => alarms.complete);
    for (const line of await estate.play('source-outage')) say(line);
    const answer = await graph.until<Data>('An incomplete list', QUERY, ({ alarms }) => !alarms.complete);
    const counts = Map.groupBy(nodesOf(answer.data.alarms), ({ sourceRecord }) => sourceRecord.source);
    show(QUERY, answer, [
      `alarms: complete is ${String(answer.data.alarms.complete)}`,
      ...[...counts].map(([source, all]) => `${all.length} of ${source}`),
      `${answer.data.resources.totalCount} devices, complete is ${String(answer.data.resources.complete)}`,
    ]);
    const rest = ({ data }: typeof answer): string =>
      JSON.stringify([
        nodesOf(data.alarms).filter(({ sourceRecord }) => sourceRecord.source !== LOST),
        data.resources,
      ]);
    claim(rest(answer) === rest(before), 'What others hold must stand', answer.data.resources);
    claim(
      answer.sources.some(
        ({ source, stale, status }) => source === LOST && (stale === true || status !== 'OK'),
      ),
      `${LOST} must be said to be away`,
      answer.sources,
    );
    say('All is restored, and the source comes back:');
    await estate.play('restore');
    const back = await graph.until<Data>('A complete list', QUERY, ({ alarms }) => alarms.complete);
    show(QUERY, back, [`alarms: complete is ${String(back.data.alarms.complete)}`]);
    claim(
      nodesOf(back.data.alarms).some(({ sourceRecord }) => sourceRecord.source === LOST),
      `${LOST} must be back`,
    );
  },
};
