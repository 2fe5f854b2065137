/** How resources are related besides containment: read whole for a batch of resources, paged from memory. */
import { pageOf } from '#adapters/kit/page/page-of.ts';
import { sortRecords } from '#adapters/kit/page/sort-records.ts';
import type { RelationshipRecord, RelationshipRequest } from '#schema/ports/inventory.ts';
import type { Page } from '#schema/ports/page.ts';
import type { RelationshipType } from '#schema/types/inventory.ts';
import type { Dialect } from './dialects/dialect.ts';
import { byType } from './ids.ts';
import { type MapContext, idOf, refer } from './map.ts';
import { circuitsAt, endsOf } from './map-links.ts';
import type { Reader } from './reader.ts';
import type { RecordTypeName, Row } from './record-types.ts';
import { peerOf } from './supplements.ts';
import type {
  CableRow,
  CircuitRow,
  CircuitTerminationRow,
  InterfaceRow,
  Termination,
  VirtualMachineRow,
} from './types.ts';

/** `from` stands so to `to`; the role is the part that `to` plays. */
interface Edge {
  readonly type: RelationshipType;
  readonly from: string;
  readonly to: string;
  readonly role?: string;
}

export async function relationshipPages(
  ids: readonly string[],
  request: RelationshipRequest,
  source: string,
  dialect: Dialect,
  reader: Reader,
  signal: AbortSignal,
): Promise<Page<RelationshipRecord>[]> {
  const edges = await edgesOf(ids, source, dialect, reader, signal);
  const found = new Map<string, Map<string, RelationshipRecord>>(ids.map((id) => [id, new Map()]));
  const add = (id: string, other: string, direction: 'IN' | 'OUT', { type, role }: Edge): void => {
    if (request.type !== null && !request.type.includes(type)) return;
    if (request.direction !== 'BOTH' && request.direction !== direction) return;
    found.get(id)?.set(JSON.stringify([type, other, direction]), {
      type,
      id: other,
      direction,
      role: direction === 'OUT' ? (role ?? null) : null,
      node: { id: other },
    });
  };
  for (const edge of edges) {
    add(edge.from, edge.to, 'OUT', edge);
    add(edge.to, edge.from, 'IN', edge);
  }
  return ids.map((id) =>
    pageOf(sortRecords(request.order, found.get(id)?.values() ?? []), request, { complete: true }),
  );
}

async function edgesOf(
  ids: readonly string[],
  source: string,
  dialect: Dialect,
  reader: Reader,
  signal: AbortSignal,
): Promise<Edge[]> {
  const asked = byType(ids, source, dialect);
  const keys = (type: RecordTypeName): string[] => (asked.get(type) ?? []).map(({ key }) => key);
  const context = reader.context(dialect);
  const by = (type: RecordTypeName, parameter: string, values: readonly string[]): Promise<Row[]> =>
    values.length === 0 ? Promise.resolve([]) : reader.rowsBy(type, parameter, values, signal);

  // Of a port that is no LAG its members may not be asked for: the whole question would be refused.
  const ports = (await by('interface', 'id', keys('interface'))) as InterfaceRow[];
  const lags = ports.filter(({ type }) => type === 'lag').map(({ id }) => id);
  const [members, children, cables, machines, hosted, circuits, terminations, atSites] = await Promise.all([
    by('interface', dialect.parent('lag'), lags),
    by('interface', dialect.parent('parent'), keys('interface')),
    by('cable', 'id', keys('cable')),
    by('virtual-machine', 'id', keys('virtual-machine')),
    dialect.product === 'NetBox' ? by('virtual-machine', 'device_id', keys('device')) : [],
    by('circuit', 'id', keys('circuit')),
    keys('circuit').length === 0 ? [] : reader.supplements.terminations(keys('circuit'), signal),
    dialect.types.includes('site') ? by('circuit', 'site_id', keys('site')) : [],
  ]);
  return [
    ...([...ports, ...members, ...children] as readonly InterfaceRow[]).flatMap((row) =>
      edgesOfPort(row, context),
    ),
    ...(cables as CableRow[]).flatMap((row) => edgesOfCable(row, context)),
    ...([...machines, ...hosted] as VirtualMachineRow[]).flatMap((row) => edgesOfMachine(row, context)),
    ...([...circuits, ...atSites] as CircuitRow[]).flatMap((row) => edgesOfCircuit(row, context)),
    ...(terminations ?? []).flatMap((row) => edgesOfTermination(row, context)),
  ];
}

function edgesOfPort(row: InterfaceRow, context: MapContext): Edge[] {
  const port = idOf(context, 'interface', row.id);
  const [lag, parent, cable] = [
    refer(context, 'interface', row.lag),
    refer(context, 'interface', row.parent),
    refer(context, 'cable', row.cable),
  ];
  const circuits = (row.link_peers ?? []).flatMap((peer) => refer(context, 'circuit', peer.circuit) ?? []);
  return [
    ...(lag === null ? [] : [{ type: 'MEMBER_OF', from: port, to: lag } as const]),
    ...(parent === null ? [] : [{ type: 'SUPPORTS', from: parent, to: port } as const]),
    ...(cable === null ? [] : [{ type: 'CONNECTS', from: cable, to: port } as const]),
    ...circuits.map((circuit) => ({ type: 'CONNECTS', from: circuit, to: port }) as const),
  ];
}

function edgesOfCable(row: CableRow, context: MapContext): Edge[] {
  const cable = idOf(context, 'cable', row.id);
  const side = (terminations: readonly Termination[] | null | undefined, role: string): Edge[] =>
    [...endsOf(terminations, context), ...circuitsAt(terminations, context)].map((to) => ({
      type: 'CONNECTS',
      from: cable,
      to,
      role,
    }));
  return [...side(row.a_terminations, 'A'), ...side(row.b_terminations, 'B')];
}

function edgesOfMachine(row: VirtualMachineRow, context: MapContext): Edge[] {
  const host = refer(context, 'device', row.device);
  return host === null ? [] : [{ type: 'HOSTS', from: host, to: idOf(context, 'virtual-machine', row.id) }];
}

/** The places where it ends; until 4.1 always sites. */
function edgesOfCircuit(row: CircuitRow, context: MapContext): Edge[] {
  const circuit = idOf(context, 'circuit', row.id);
  return (['termination_a', 'termination_z'] as const).flatMap((end): Edge[] => {
    const termination = row[end];
    const site =
      termination?.site ?? (termination?.termination_type === 'dcim.site' ? termination.termination : null);
    const to = refer(context, 'site', site);
    return to === null
      ? []
      : [{ type: 'CONNECTS', from: circuit, to, role: end === 'termination_a' ? 'A' : 'Z' }];
  });
}

function edgesOfTermination(row: CircuitTerminationRow, context: MapContext): Edge[] {
  const circuit = refer(context, 'circuit', row.circuit);
  if (circuit === null) return [];
  const peer = peerOf(row, (type, key) => idOf(context, type, key));
  const cable = refer(context, 'cable', row.cable);
  const role = row.term_side ?? undefined;
  return [
    ...(peer === null
      ? []
      : [{ type: 'CONNECTS', from: circuit, to: peer, ...(role !== undefined && { role }) } as const]),
    ...(cable === null ? [] : [{ type: 'CONNECTS', from: cable, to: circuit } as const]),
  ];
}
