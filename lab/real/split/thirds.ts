/** Which of three databases holds which record: elements by their number with everything inside them, circuits and customers by theirs. */
import { CARDS, CIRCUITS, HOPS, PORTS } from '../network.mjs';

export const THIRDS = ['pg', 'maria', 'rest'] as const;
export type Third = (typeof THIRDS)[number];

const elements = new Map(CARDS.map(({ card_id, ne_id }) => [card_id, ne_id]));
const customers = new Map(CIRCUITS.map(({ circuit_id, cust_id }) => [circuit_id, cust_id]));
const circuitsAt = new Map(
  HOPS.flatMap(({ circuit_id, a_port_id, z_port_id }) => [
    [a_port_id, circuit_id],
    [z_port_id, circuit_id],
  ]),
);

/** Ports without a card are on no element: each lies where its circuit is. Without a circuit too, where its own number says. */
export const ORPHANS: ReadonlyMap<number, number> = new Map(
  PORTS.filter(({ card_id }) => !elements.has(card_id)).map(({ port_id }) => {
    const circuit = circuitsAt.get(port_id);
    return [port_id, circuit === undefined ? port_id : number(customers, circuit)];
  }),
);
const cards = new Map(PORTS.map(({ port_id, card_id }) => [port_id, card_id]));

/** Whose number it is that decides. */
function decisive(type: string, key: number): number {
  switch (type) {
    case 'device':
    case 'customer':
      return key;
    case 'card':
      return number(elements, key);
    case 'port':
      return ORPHANS.get(key) ?? number(elements, number(cards, key));
    default:
      return number(customers, key);
  }
}

/** Where a record lies, by the type and the first part of its key as they stand in its id, e.g. `device.b41` or `link.c952+a3`. */
export function thirdOf(token: string): Third {
  const [type = '', key = ''] = token.split('.');
  const digits = /^[a-z](\d+)/.exec(key)?.[1];
  // Places are enumerated by one alone.
  if (type === 'site' || digits === undefined) return 'pg';
  return THIRDS[(decisive(type, Number(digits)) % 3) as 0 | 1 | 2];
}

function number(of: ReadonlyMap<number, number>, key: number): number {
  const found = of.get(key);
  if (found === undefined) throw new TypeError(`The network must have ${key}.`);
  return found;
}
