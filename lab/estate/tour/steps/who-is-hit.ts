import { impactOf } from '../../network/impact.ts';
import { NETWORK } from '../../network/network.ts';
import { type Fate, type StandingServices, fatesOf } from '../../scenarios/fates.ts';
import { claim, sameSet } from '../claim.ts';
import type { Step } from '../guide.ts';
import { FIBRE, fibreId } from './device.ts';

interface Data {
  readonly resource: { readonly services: StandingServices & { readonly complete: boolean } };
}

export const QUERY = `query ($id: ID!) { resource(id: $id) {
  services(first: 200) { complete edges { node { name customer { name }
    supportingResources(first: 200) { edges { role node { name } } } } } } } }`;

export const whoIsHit: Step = {
  title: 'Services and customers, the protected ones told apart',
  async go({ graph, say, show }) {
    const answer = await graph.ask<Data>(QUERY, { id: await fibreId(graph) });
    const { services } = answer.data.resource;
    const fates = fatesOf(services, FIBRE.circuit);
    const named = (fate: Fate) => fates.filter((one) => one.fate === fate);
    const down = named('DOWN');
    show(
      QUERY,
      answer,
      down.map(({ name, customer }) => `down: ${name}, of ${customer}`),
    );
    say(
      `${down.length} have no second way and are down; ${named('SWITCHED').length} work on their protection; ${named('EXPOSED').length} work, and have lost theirs.`,
    );
    const impact = impactOf(NETWORK, { links: [FIBRE] });
    claim(services.complete, 'The list must be complete');
    // A VPN stands on its access legs; the graph says so of the legs.
    const own = impact.down.filter(({ builtFrom }) => builtFrom.length === 0);
    const agrees = (fate: Fate, expected: readonly { readonly name: string }[]): void =>
      claim(
        sameSet(
          named(fate).map(({ name }) => name),
          expected.map(({ name }) => name),
        ),
        `What is ${fate} must be what the network says`,
        named(fate).map(({ name }) => name),
      );
    agrees('DOWN', own);
    agrees('SWITCHED', impact.switched);
    agrees('EXPOSED', impact.exposed);
    claim(
      sameSet(
        down.map(({ customer }) => customer),
        impact.customers.map(({ name }) => name),
      ),
      'The customers must be those that the network says',
      down,
    );
  },
};
