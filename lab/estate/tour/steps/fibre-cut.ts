import { deviceOf } from '../../network/network.ts';
import { NETWORK } from '../../network/network.ts';
import { symptomsOf } from '../../watch/symptoms.ts';
import { claim, sameSet } from '../claim.ts';
import type { Step } from '../guide.ts';
import { type Connection, FIBRE, fibreId, nodesOf } from './device.ts';

interface Data {
  readonly resource: {
    readonly name: string;
    readonly alarms: Connection<{
      readonly id: string;
      readonly specificProblem: string;
      readonly perceivedSeverity: string;
      readonly sourceRecord: { readonly source: string };
      readonly managedElement: { readonly name: string; readonly site: { readonly name: string } } | null;
    }>;
  };
}

const OPEN = '{ alarms { complete totalCount edges { node { id } } } }';
export const QUERY = `query ($id: ID!) { resource(id: $id) { name
  alarms { complete edges { node { id specificProblem perceivedSeverity
    sourceRecord { source } managedElement { name site { name } } } } } } }`;

export const fibreCut: Step = {
  title: 'A fibre is cut: two managers complain about one link',
  async go({ graph, estate, say, show }) {
    const before = await graph.until<{ alarms: Connection<unknown> }>(
      'A complete list',
      OPEN,
      ({ alarms }) => alarms.complete,
    );
    for (const line of await estate.play('fibre-cut')) say(line);
    const said = symptomsOf(NETWORK, { links: [FIBRE] }).length;
    const expected = (before.data.alarms.totalCount ?? 0) + said;
    const after = await graph.until<{ alarms: Connection<unknown> }>(
      `${said} alarms more`,
      OPEN,
      ({ alarms }) => alarms.complete && alarms.totalCount === expected,
    );
    say(
      `There were ${before.data.alarms.totalCount} open alarms; there are ${after.data.alarms.totalCount}, line and clients.`,
    );
    const id = await fibreId(graph);
    const isTold = ({ resource: { alarms } }: Data): boolean => alarms.complete && alarms.edges.length > 1;
    const answer = await graph.until<Data>('Two alarms on the fibre', QUERY, isTold, { id });
    const { name, alarms: found } = answer.data.resource;
    const alarms = nodesOf(found);
    say(`On ${name} itself, which is ${id}:`);
    show(
      QUERY,
      answer,
      alarms.map(
        ({ sourceRecord, managedElement, specificProblem, perceivedSeverity }) =>
          `${sourceRecord.source}: ${perceivedSeverity} "${specificProblem}" at ${managedElement?.name}, ${managedElement?.site.name}`,
      ),
    );
    const managers = [FIBRE.a, FIBRE.z].map((port) => `zabbix-${deviceOf(port).site.manager}`);
    claim(new Set(managers).size === 2, 'The ends of the fibre must be watched by two managers', managers);
    const sources = alarms.map(({ sourceRecord }) => sourceRecord.source);
    claim(
      alarms.length === 2 && sameSet(sources, managers),
      'Each manager must complain once about the fibre',
      sources,
    );
  },
};
