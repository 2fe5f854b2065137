/**
 * The shipped mapping, as it would be written for a database with a third of the rows. Made from the shipped one, so that they
 * cannot drift apart: a record that lies elsewhere is named as a clerk would name it, by element and port, or by the code of a place. It keeps numbers of
 * its own for those, so that a new name is not another thing.
 */
import { isOneOfFew } from './some-circuits.ts';
import { ORPHANS, THIRDS, type Third } from './thirds.ts';

interface Reference {
  readonly type?: string;
  readonly column?: string | readonly string[];
  readonly foreign?: object;
}
interface Joining {
  relation: string;
  readonly [part: string]: unknown;
}
interface Resource extends Joining {
  ancestors?: readonly Reference[];
  link?: { aEnd: Reference; zEnd: Reference };
  port?: { linkOf?: string };
}
export interface Mapping {
  readonly resources: Record<string, Resource>;
  readonly services: Record<string, Joining>;
  readonly customers: Record<string, Joining>;
  readonly supports: (Joining & { resource: unknown; inside?: readonly Reference[] })[];
  readonly relationships: (Joining & { from: unknown; to: unknown })[];
}

/** Leaves the given one as it is. */
export function divideMapping(shipped: Mapping, third: Third): Mapping {
  const mapping = structuredClone(shipped);
  const { resources, services, customers, supports, relationships } = mapping;
  const places = third === THIRDS[0];
  if (!places) delete resources['site'];
  for (const [type, number] of Object.entries({ device: 'ne_id', card: 'ne_id', port: portNumber() })) {
    const resource = partOf(resources, type);
    resource.relation = only(resource.relation, number, third);
    if (!places) resource.ancestors = (resource.ancestors ?? []).map(placeByCode);
  }
  const port = partOf(resources, 'port');
  port.relation = withLinks(port.relation, third);
  port.port = { ...port.port, ...LINK_OF_PORT };
  delete port.port.linkOf;
  for (const type of ['link', 'trail']) {
    const resource = partOf(resources, type);
    const { link } = resource;
    if (!link) throw new TypeError(`${type} must have ends.`);
    resource.relation = ofCircuits(resource.relation, ends([link.aEnd, link.zEnd]), third);
    resource.link = { ...link, aEnd: alternatives(link.aEnd), zEnd: alternatives(link.zEnd) } as never;
  }
  for (const service of Object.values(services)) service.relation = only(service.relation, 'cust_id', third);
  for (const customer of Object.values(customers))
    customer.relation = only(customer.relation, 'cust_id', third);
  for (const support of supports) {
    const { resource, inside = [] } = support as { resource: Reference; inside?: readonly Reference[] };
    support.relation = ofCircuits(support.relation, ends([resource, ...inside]), third);
    support.resource = alternatives(resource);
    support.inside = inside.flatMap((one) => {
      if (one.type === 'site') return [places ? ownSide(one) : placeByCode(ownSide(one))];
      return one.type === 'card' || one.type === 'device' ? [ownSide(one)] : alternatives(one);
    });
  }
  for (const one of relationships) {
    const { from, to } = one as unknown as { from: Reference; to: Reference };
    one.relation = ofCircuits(one.relation, ends([from, to]), third);
    one.from = alternatives(from);
    one.to = alternatives(to);
  }
  return mapping;
}

/** In the place of `linkOf`, which finds only the links of the same database. */
const LINK_OF_PORT = {
  link: [
    { type: 'link', column: ['link_circuit_own', 'link_seq_own'] },
    { foreign: { name: 'link_far', key: 'link_far_key', type: 'NAME', kind: 'LINK' } },
  ],
};

/** Ports with the hop that ends on each: by its key where its circuit is this third's, else by its name. */
function withLinks(ports: string, third: Third): string {
  const own = isOf('holder.cust_id', third);
  const seq = 'COALESCE(ha.seq_no, hz.seq_no)';
  const columns = {
    link_circuit_own: `CASE WHEN ${own} THEN holder.circuit_id END`,
    link_seq_own: `CASE WHEN ${own} THEN ${seq} END`,
    link_far: `CASE WHEN NOT ${own} THEN TRIM(holder.ckt_name) || ' hop ' || ${seq} END`,
    link_far_key: `CASE WHEN NOT ${own} THEN holder.circuit_id || '/' || ${seq} END`,
  };
  const told = Object.entries(columns).map(([name, value]) => `${value} AS ${name}`);
  return `SELECT ported.*, ${told.join(', ')} FROM (${ports}) ported
    LEFT JOIN circuit_hop ha ON ha.a_port_id = ported.port_id AND ${isOneOfFew('ha.circuit_id')}
    LEFT JOIN circuit_hop hz ON hz.z_port_id = ported.port_id AND ${isOneOfFew('hz.circuit_id')}
    LEFT JOIN circuit holder ON holder.circuit_id = COALESCE(ha.circuit_id, hz.circuit_id)`;
}

/** The columns of ports that these references read. */
function ends(references: readonly Reference[]): string[] {
  return references.flatMap(({ type, column }) => (type === 'port' ? [String(column)] : []));
}

/** A port of this third by its key, any other by its element's name and its own. */
function alternatives(reference: Reference): Reference[] {
  if (reference.type !== 'port') return [reference];
  const column = String(reference.column);
  const within = { name: `${column}_far_ne`, key: `${column}_far_ne_key`, type: 'NAME' };
  const far = { name: `${column}_far`, key: `${column}_far_key`, type: 'PORT_NAME', kind: 'PORT', within };
  return [{ type: 'port', column: `${column}_own` }, { foreign: far }];
}

/** What holds an end is known here only of an end that is here: of a_card_id, a_port_id says so. */
function ownSide({ type, column }: Reference): Reference {
  return { ...(type !== undefined && { type }), column: `${String(column)}_own` };
}

/** Not by its key: by what it is called. */
function placeByCode(reference: Reference): Reference {
  if (reference.type !== 'site') return reference;
  return { foreign: { name: String(reference.column), type: 'NAME', kind: 'SITE' } };
}

function only(relation: string, number: string, third: Third): string {
  return `SELECT whole.* FROM (${relation}) whole WHERE ${isOf(number, third)}`;
}

/** The rows of this third's circuits, with their ports told apart. */
function ofCircuits(relation: string, ports: readonly string[], third: Third): string {
  const columns: string[] = [];
  const joins: string[] = [];
  ports.forEach((column, i) => {
    const [port, card, ne] = [`p${i}`, `c${i}`, `n${i}`];
    const own = isOf(portNumber(`${ne}.ne_id`, `${port}.port_id`), third);
    const side = column.replace(/port_id$/, '');
    const told = [...relation.matchAll(/ AS (\w+)/g)].map(([, name]) => name ?? '');
    const held = told.filter((name) => name !== column && name.startsWith(side) && side !== '');
    columns.push(
      ...[column, ...held].map((name) => `CASE WHEN ${own} THEN whole.${name} END AS ${name}_own`),
      ...Object.entries({
        far_ne: `${ne}.ne_name`,
        far_ne_key: `${ne}.ne_id`,
        far: `TRIM(${card}.slot) || '/' || ${port}.port_no`,
        far_key: `${port}.port_id`,
      }).map(([name, value]) => `CASE WHEN NOT ${own} THEN ${value} END AS ${column}_${name}`),
    );
    joins.push(
      `LEFT JOIN port ${port} ON ${port}.port_id = whole.${column}`,
      `LEFT JOIN card ${card} ON ${card}.card_id = ${port}.card_id`,
      `LEFT JOIN ne ${ne} ON ${ne}.ne_id = ${card}.ne_id`,
    );
  });
  return `SELECT ${['whole.*', ...columns].join(', ')} FROM (${relation}) whole
    JOIN circuit holder ON holder.circuit_id = whole.circuit_id ${joins.join(' ')}
    WHERE ${isOf('holder.cust_id', third)}`;
}

/** The number that decides on a port. */
function portNumber(ne = 'whole.ne_id', port = 'whole.port_id'): string {
  const orphans = [...ORPHANS].map(([key, number]) => `WHEN ${key} THEN ${number}`);
  return `COALESCE(${ne}, CASE ${port} ${orphans.join(' ')} END)`;
}

function isOf(number: string, third: Third): string {
  return `(${number} % 3 = ${THIRDS.indexOf(third)})`;
}

function partOf<Part>(parts: Readonly<Record<string, Part>>, name: string): Part {
  const part = parts[name];
  if (!part) throw new TypeError(`The shipped mapping must have ${name}.`);
  return part;
}
