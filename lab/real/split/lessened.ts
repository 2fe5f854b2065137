/** What an answer may be less than the whole one, when one member is away: what that member holds, and nothing else. */
import type { Domain } from '#schema/domains.ts';
import { thirdOf } from './thirds.ts';

export interface Away {
  readonly source: string;
  readonly domain: Domain;
}

/** Fields that one member alone can tell: with it away they are null. */
const ALONE: Readonly<Partial<Record<Domain, readonly string[]>>> = { faults: ['alarms', 'alarmSummary'] };

type Fields = Readonly<Record<string, unknown>>;

/** Where the answer says less, or other, than it may. Both are relabelled. */
export function wronglyLost(whole: unknown, got: unknown, away: Away): string[] {
  const faults: string[] = [];

  function compare(full: unknown, part: unknown, path: string): void {
    if (Array.isArray(full)) {
      if (!Array.isArray(part)) faults.push(`${path}: lost`);
      else if (full.every(isEdge)) edges(full, part, path);
      else list(full, part, path);
    } else if (isFields(full)) {
      if (!isFields(part)) faults.push(`${path}: lost`);
      else if (!holdsNode(full, away)) fields(full, part, path);
      else if (part['id'] !== full['id']) faults.push(`${path}: another one`);
    } else if (full !== part) faults.push(`${path}: ${JSON.stringify(part)}`);
  }

  function fields(full: Fields, part: Fields, path: string): void {
    if (lengthOf(part['edges']) < lengthOf(full['edges']) && part['complete'] !== false)
      faults.push(`${path}: lacks some, and does not say so`);
    for (const [name, value] of Object.entries(full)) {
      const told = part[name];
      if (told === null && ALONE[away.domain]?.includes(name)) continue;
      // A list that lacks something says so, and does not count.
      if (name === 'complete' && told === false) continue;
      if (name === 'totalCount' && told === null && part['complete'] === false) continue;
      compare(value, told, `${path}.${name}`);
    }
  }

  function list(full: readonly unknown[], part: readonly unknown[], path: string): void {
    full.forEach((item, i) => compare(item, part[i], `${path}[${i}]`));
    if (part.length > full.length) faults.push(`${path}: more`);
  }

  function edges(full: readonly Edge[], part: readonly unknown[], path: string): void {
    const found = new Map(part.filter(isEdge).map((edge) => [nameOf(edge), edge]));
    for (const edge of full) {
      const other = found.get(nameOf(edge));
      found.delete(nameOf(edge));
      if (other) compare(edge, other, `${path}.${edge.node.id}`);
      else if (!holdsNode(edge.node, away)) faults.push(`${path}.${edge.node.id}: lost`);
    }
    for (const name of found.keys()) faults.push(`${path}.${name}: more`);
  }

  compare(whole, got, '');
  return faults;
}

/** Whether the record lies with who is away. */
function holdsNode({ id }: Fields, { source, domain }: Away): boolean {
  if (typeof id !== 'string') return false;
  if (!id.startsWith('legacy/')) return domain === 'faults' && id.startsWith(`${source}/`);
  const token = id.slice('legacy/'.length);
  return thirdOf(token) === source && domainOf(token) === domain;
}

function domainOf(token: string): Domain {
  return /^(circuit|customer)\./.test(token) ? 'services' : 'inventory';
}

interface Edge extends Fields {
  readonly node: Fields & { readonly id: string };
}

function isEdge(value: unknown): value is Edge {
  return isFields(value) && isFields(value['node']) && typeof value['node']['id'] === 'string';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lengthOf(edges: unknown): number {
  return Array.isArray(edges) ? edges.length : 0;
}

/** Which edge of its list: one node may have several parts. */
function nameOf(edge: Edge): string {
  return JSON.stringify([
    edge.node.id,
    edge['role'] ?? null,
    edge['type'] ?? null,
    edge['direction'] ?? null,
  ]);
}
