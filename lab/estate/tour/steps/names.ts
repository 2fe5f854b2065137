import { equipment } from '../../services/spelling.ts';
import { claim } from '../claim.ts';
import type { Step } from '../guide.ts';
import { ROUTER } from './device.ts';

interface Data {
  readonly resolve: readonly {
    readonly complete: boolean;
    readonly candidates: readonly { readonly id: string; readonly name: string }[];
  }[];
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

/** What Zabbix calls it: its technical name, and the one that people see. */
const WATCHED_AS = [`${ROUTER.name.toUpperCase()}.nordnet.example`, 'London edge router 1'];

/** Whose name each is. */
const NAMES = [
  ['NetBox', 'NAME', ROUTER.name],
  ['the transport team', 'TL1_TID', ROUTER.tid],
  ...WATCHED_AS.map((name) => ['Zabbix', 'NAME', name] as const),
  ['the service inventory', 'NAME', equipment(ROUTER)],
] as const;

export const QUERY = `{ resolve(keys: [
${NAMES.map(([, type, value]) => `  { type: ${type}, value: "${value}" }`).join('\n')}
]) { complete candidates { id name } } }`;
export const IDENTIFIERS = 'query ($id: ID!) { resource(id: $id) { identifiers { type value source } } }';

export const names: Step = {
  title: 'One router has five names and one id',
  async go({ graph, say, show }) {
    const answer = await graph.until<Data>('Every name', QUERY, ({ resolve }) =>
      resolve.every(({ candidates, complete }) => candidates.length === 1 && complete),
    );
    const found = answer.data.resolve.map(({ candidates }) => candidates[0]?.id ?? '');
    const width = Math.max(...NAMES.map(([, , value]) => value.length));
    show(
      QUERY,
      answer,
      NAMES.map(([whose, , value], i) => `${value.padEnd(width)}  is ${found[i]}, says ${whose}`),
    );
    claim(new Set(found).size === 1, 'All names must lead to one id', found);
    say('And back: by which names it is known, and to whom.');
    const told = await graph.ask<Names>(IDENTIFIERS, { id: found[0] });
    const { identifiers } = told.data.resource;
    show(
      IDENTIFIERS,
      told,
      identifiers.map(({ type, value, source }) => `${source}: ${type} ${value}`),
    );
    for (const name of WATCHED_AS)
      claim(
        identifiers.some(({ value, source }) => value === name && source === 'zabbix-west'),
        `It must be what Zabbix calls ${name}`,
        identifiers,
      );
  },
};
