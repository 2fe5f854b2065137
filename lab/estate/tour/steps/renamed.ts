import { NEW_NAMES } from '../../scenarios/rename.ts';
import { claim } from '../claim.ts';
import type { Step } from '../guide.ts';
import { type Connection, ROUTER, nodesOf } from './device.ts';

interface Joined {
  readonly id: string;
  readonly name: string;
  readonly alarms: Connection<{ readonly id: string; readonly specificProblem: string }>;
  readonly services: Connection<{ readonly id: string }>;
}

export const QUERY = `query ($name: String!) { resources(filter: { kind: [DEVICE], name: { equals: $name } }) { complete edges { node {
  id name
  alarms { complete edges { node { id specificProblem } } }
  services(first: 1000) { complete totalCount edges { node { id } } } } } } }`;

interface Data {
  readonly resources: Connection<Joined>;
}

export const renamed: Step = {
  title: 'A device is renamed, and everything stays joined',
  async go({ graph, estate, say, show }) {
    const [before] = nodesOf((await graph.ask<Data>(QUERY, { name: ROUTER.name })).data.resources);
    claim(before !== undefined && before.services.edges.length > 0, `${ROUTER.name} must carry services`);
    for (const line of await estate.play('rename')) say(line);
    const name = NEW_NAMES['LON-ER1'];
    const answer = await graph.until<Data>(
      'The new name',
      QUERY,
      ({ resources }) => resources.edges.length === 1,
      { name },
    );
    const [after] = nodesOf(answer.data.resources);
    claim(after !== undefined, 'The device must be found by its new name');
    show(QUERY, answer, [
      `${before.id} was ${before.name}, ${after.id} is ${after.name}`,
      ...nodesOf(after.alarms).map(({ specificProblem }) => `alarm: ${specificProblem}`),
      `services: ${after.services.totalCount}`,
    ]);
    claim(
      JSON.stringify({ ...after, name: '' }) === JSON.stringify({ ...before, name: '' }),
      'Nothing but the name may change',
      after,
    );
  },
};
