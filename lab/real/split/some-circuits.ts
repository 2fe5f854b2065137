/** The shipped mapping over every seventeenth circuit and those that Zabbix reports on: enough of them, and bound in seconds. */
import { HOSTS } from '../hosts.mjs';
import type { Mapping } from './divide-mapping.ts';

const NAMED = HOSTS.flatMap(({ circuit }) => circuit ?? []);
const numberOf = (name: string): number => Number(name.split('/')[1]);

/** Whether a circuit is one of these, by its number. */
export function isOneOfFew(number: string): string {
  return `(${number} % 17 = 3 OR ${number} IN (${NAMED.map(numberOf).join(', ')}))`;
}

/** Leaves the given one as it is. */
export function someCircuits(shipped: Mapping): Mapping {
  const mapping = structuredClone(shipped);
  const { link, trail } = mapping.resources;
  if (!link || !trail) throw new TypeError('The shipped mapping must have link and trail.');
  const { services, supports, relationships } = mapping;
  for (const one of [link, trail, ...Object.values(services), ...supports, ...relationships]) {
    one.relation = `SELECT few.* FROM (${one.relation}) few WHERE ${isOneOfFew('few.circuit_id')}`;
  }
  return mapping;
}
