import type { Step } from '../guide.ts';
import { claim } from '../claim.ts';
import { ROUTER } from './device.ts';

interface Data {
  readonly resolve: readonly { readonly candidates: readonly { readonly id: string }[] }[];
}
interface Names {
  readonly resource: {
    readonly identifiers: readonly {
      readonly type: string;
      readonly value: string;
      readonly source: string;
    }[];
  };
}

/** NetBox's name, the transport people's, and the address that everybody manages it at. */
const NAMES = [
  ['NAME', ROUTER.name],
  ['TL1_TID', ROUTER.tid],
  ['MANAGEMENT_ADDRESS', ROUTER.address],
] as const;

/** What Zabbix calls it. */
const WATCHED_AS = `${ROUTER.name.toUpperCase()}.nordnet.example`;

export const QUERY = `{ resolve(keys: [
${NAMES.map(([type, value]) => `  { type: ${type}, value: "${value}" }`).join('\n')}
]) { candidates { id } } }`;
export const IDENTIFIERS = 'query ($id: ID!) { resource(id: $id) { identifiers { type value source } } }';

export const fourNames: Step = {
  title: 'One router has four names and one id',
  async go({ graph, say, show }) {
    const answer = await graph.until<Data>('Every name', QUERY, ({ resolve }) =>
      resolve.every(({ candidates }) => candidates.length === 1),
    );
    const ids = answer.data.resolve.map(({ candidates }) => candidates[0]?.id ?? '');
    show(
      QUERY,
      answer,
      NAMES.map(([type, value], i) => `${type} ${value} is ${ids[i]}`),
    );
    claim(new Set(ids).size === 1, 'All names must lead to one id', ids);
    say('Whoever calls it what is written beside it:');
    const names = await graph.ask<Names>(IDENTIFIERS, { id: ids[0] });
    const { identifiers } = names.data.resource;
    show(
      IDENTIFIERS,
      names,
      identifiers.map(({ type, value, source }) => `${source}: ${type} ${value}`),
    );
    claim(
      identifiers.some(({ value, source }) => value === WATCHED_AS && source === 'zabbix-west'),
      `It must be what Zabbix calls ${WATCHED_AS}`,
      identifiers,
    );
  },
};
