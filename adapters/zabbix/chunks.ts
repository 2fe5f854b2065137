/** How many ids one call of Zabbix carries: PHP has to hold them, and their rows, in memory. */
export const CHUNK = 500;

export function chunks<Item>(items: readonly Item[], size = CHUNK): Item[][] {
  const all: Item[][] = [];
  for (let at = 0; at < items.length; at += size) all.push(items.slice(at, at + size));
  return all;
}
