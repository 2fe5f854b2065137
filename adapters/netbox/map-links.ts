/** Cables and circuits, as links. */
import { type MapContext, type Mapped, base, idOf, refer } from './map.ts';
import { bitsOf, lifecycleOf, mediumOf, metresOf } from './states.ts';
import type { CableRow, CircuitRow, Termination } from './types.ts';

export function mapCable(row: CableRow, context: MapContext): Mapped {
  return {
    container: null,
    record: {
      ...base(
        {
          type: 'cable',
          row,
          page: 'dcim/cables',
          identifiers: [
            ['NAME', row.label],
            ['CIRCUIT_ID', row.label],
          ],
          characteristics: { type: row.type },
        },
        context,
      ),
      kind: 'LINK',
      resourceType: 'cable',
      name: row.label ?? null,
      lifecycleState: lifecycleOf(row.status),
      link: {
        medium: mediumOf(row.type),
        capacity: null,
        length: metresOf(row.length, row.length_unit),
        aEnd: endOf(row.a_terminations, context),
        zEnd: endOf(row.b_terminations, context),
      },
    },
  };
}

export function mapCircuit(row: CircuitRow, context: MapContext): Mapped {
  const ends = context.supplements.circuitEnds(idOf(context, 'circuit', row.id));
  const [a, z] = [row.termination_a, row.termination_z];
  return {
    container: null,
    record: {
      ...base(
        {
          type: 'circuit',
          row,
          page: 'circuits/circuits',
          identifiers: [
            ['NAME', row.cid],
            ['CIRCUIT_ID', row.cid],
          ],
          characteristics: {
            provider: row.provider?.name,
            placeA: a?.termination?.name ?? a?.site?.name,
            placeZ: z?.termination?.name ?? z?.site?.name,
          },
        },
        context,
      ),
      kind: 'LINK',
      resourceType: row.type?.name ?? 'circuit',
      name: row.cid ?? null,
      lifecycleState: lifecycleOf(row.status),
      link: {
        medium: null,
        capacity: bitsOf(row.commit_rate ?? a?.port_speed ?? z?.port_speed),
        length: metresOf(row.distance, row.distance_unit),
        aEnd: ends?.A ? { id: ends.A } : null,
        zEnd: ends?.Z ? { id: ends.Z } : null,
      },
    },
  };
}

/** Everything a cable end is plugged into. */
export function endsOf(
  terminations: readonly Termination[] | null | undefined,
  context: MapContext,
): readonly string[] {
  return (terminations ?? []).flatMap((one) => {
    if (one.object_type === 'dcim.interface') return idOf(context, 'interface', one.object_id);
    return refer(context, 'device', one.object?.device) ?? [];
  });
}

/** The circuit that a cable leads into. */
export function circuitsAt(
  terminations: readonly Termination[] | null | undefined,
  context: MapContext,
): readonly string[] {
  return (terminations ?? []).flatMap((one) => refer(context, 'circuit', one.object?.circuit) ?? []);
}

/** A breakout cable has several ports at one end: the first stands for them, all are among the relationships. */
function endOf(
  terminations: readonly Termination[] | null | undefined,
  context: MapContext,
): { readonly id: string } | null {
  const [first] = endsOf(terminations, context);
  return first === undefined ? null : { id: first };
}
