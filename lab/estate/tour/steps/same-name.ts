import { claim, sameSet } from '../claim.ts';
import type { Step } from '../guide.ts';
import { NETWORK } from '../../network/network.ts';
import { type Connection, nodesOf } from './device.ts';

const NAME = 'core-1';
export const QUERY = `{ resources(filter: { kind: [DEVICE], name: { equals: "${NAME}" } }) { complete edges { node {
  id region site { name } alarms { complete edges { node { id specificProblem } } } } } } }`;

interface Data {
  readonly resources: Connection<{
    readonly id: string;
    readonly region: string;
    readonly site: { readonly name: string };
    readonly alarms: Connection<{ readonly id: string; readonly specificProblem: string }>;
  }>;
}

export const sameName: Step = {
  title: `Two routers called ${NAME} stay two`,
  async go({ graph, show }) {
    const answer = await graph.ask<Data>(QUERY);
    const found = nodesOf(answer.data.resources);
    const problems = ({ alarms }: (typeof found)[number]): string =>
      nodesOf(alarms)
        .map(({ specificProblem }) => specificProblem)
        .join('; ');
    show(
      QUERY,
      answer,
      found.map((one) => `${one.id} in ${one.site.name}: ${problems(one)}`),
    );
    const places = NETWORK.devices.filter(({ name }) => name === NAME).map(({ site }) => site.name);
    claim(
      found.length === 2 &&
        sameSet(
          found.map(({ site }) => site.name),
          places,
        ),
      'Both must be there',
      found,
    );
    const [one = [], other = []] = found.map(({ alarms }) => nodesOf(alarms).map(({ id }) => id));
    claim(one.length > 0 && other.length > 0, 'Each must have alarms of its own');
    claim(!one.some((id) => other.includes(id)), 'No alarm may be on both', found);
  },
};
