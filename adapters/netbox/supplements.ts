/** What stands in other objects than the records' own, read for a batch of rows at once. What may not be seen stays unknown. */
import { makeId } from '#schema/ids.ts';
import type { NetboxClient } from './client.ts';
import type { Dialect } from './dialects/dialect.ts';
import { unlessForbidden } from './forbidden.ts';
import { type CircuitEnds, type Supplements, hostAddress } from './map.ts';
import type { RecordTypeName, Row } from './record-types.ts';
import {
  type CircuitTerminationRow,
  type DeviceRow,
  type InterfaceRow,
  type ModuleRow,
  circuitTerminationRow,
  ipAddressRow,
  typeRow,
} from './types.ts';

/** Part numbers hardly ever change. */
const TYPES_MS = 60_000;

export class SupplementReader {
  readonly #source: string;
  readonly #client: NetboxClient;
  readonly #now: () => number;
  readonly #partNumbers = new Map<string, { readonly value: string | null; readonly until: number }>();

  constructor(source: string, client: NetboxClient, now: () => number) {
    this.#source = source;
    this.#client = client;
    this.#now = now;
  }

  async read(rows: ReadonlyMap<RecordTypeName, readonly Row[]>, signal: AbortSignal): Promise<Supplements> {
    const dialect = await this.#client.probe(signal);
    const interfaces = (rows.get('interface') ?? []) as readonly InterfaceRow[];
    const addressed = interfaces.filter((row) => row.count_ipaddresses !== 0).map(({ id }) => id);
    const [ports, vmPorts, ends] = await Promise.all([
      this.#addresses(dialect, 'interface', addressed, signal),
      this.#addresses(dialect, 'vm-interface', keysOf(rows.get('vm-interface')), signal),
      this.#circuitEnds(dialect, keysOf(rows.get('circuit')), signal),
      this.#readTypes(
        'device-types',
        ((rows.get('device') ?? []) as DeviceRow[]).map((row) => row.device_type),
        signal,
      ),
      this.#readTypes(
        'module-types',
        ((rows.get('module') ?? []) as ModuleRow[]).map((row) => row.module_type),
        signal,
      ),
    ]);
    return {
      addresses: (id) => (id.includes('/vm-interface.') ? vmPorts : ports)?.get(id) ?? null,
      circuitEnds: (id) => ends?.get(id) ?? null,
      partNumber: (model, id) => this.#partNumbers.get(`${model}/${id}`)?.value ?? null,
    };
  }

  /** The terminations of circuits; null where they may not be seen. */
  terminations(keys: readonly string[], signal: AbortSignal): Promise<CircuitTerminationRow[] | null> {
    return unlessForbidden(async () => {
      const dialect = await this.#client.probe(signal);
      const request = { path: 'circuits/circuit-terminations', row: circuitTerminationRow, signal };
      return this.#client.byValues(request, dialect.parent('circuit'), keys);
    });
  }

  async #addresses(
    dialect: Dialect,
    type: 'interface' | 'vm-interface',
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly string[]> | null> {
    if (keys.length === 0) return new Map();
    const { assignments } = dialect;
    const request = { path: assignments.path, row: ipAddressRow, signal };
    const parameter = type === 'interface' ? assignments.interface : assignments.vmInterface;
    const rows = await unlessForbidden(() => this.#client.byValues(request, parameter, keys));
    if (!rows) return null;
    const found = new Map<string, string[]>(keys.map((key) => [this.#id(dialect, type, key), []]));
    for (const row of rows) {
      const address = hostAddress(row.address);
      const port =
        typeof row.assigned_object_id === 'string'
          ? found.get(this.#id(dialect, type, row.assigned_object_id))
          : null;
      if (address !== null && port && !port.includes(address)) port.push(address);
    }
    return found;
  }

  async #circuitEnds(
    dialect: Dialect,
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, CircuitEnds> | null> {
    if (keys.length === 0) return new Map();
    const rows = await this.terminations(keys, signal);
    if (!rows) return null;
    const found = new Map<string, { A: string | null; Z: string | null }>();
    for (const row of rows) {
      const circuit = row.circuit && this.#id(dialect, 'circuit', row.circuit.id);
      if (!circuit || (row.term_side !== 'A' && row.term_side !== 'Z')) continue;
      const ends = found.get(circuit) ?? { A: null, Z: null };
      found.set(circuit, ends);
      ends[row.term_side] = peerOf(row, (type, key) => this.#id(dialect, type, key));
    }
    return found;
  }

  async #readTypes(
    model: 'device-types' | 'module-types',
    types: readonly (
      { readonly id: string; readonly part_number?: string | null | undefined } | null | undefined
    )[],
    signal: AbortSignal,
  ): Promise<void> {
    const now = this.#now();
    const wanted = types.flatMap((type) => (type && type.part_number === undefined ? type.id : []));
    const missing = wanted.filter((key) => (this.#partNumbers.get(`${model}/${key}`)?.until ?? 0) <= now);
    if (missing.length === 0) return;
    const request = { path: `dcim/${model}`, row: typeRow, signal };
    const rows = await unlessForbidden(() => this.#client.byValues(request, 'id', missing));
    const until = now + TYPES_MS;
    const read = new Map(rows?.map((row) => [row.id, row.part_number ?? null]));
    for (const key of missing)
      this.#partNumbers.set(`${model}/${key}`, { value: read.get(key) ?? null, until });
  }

  #id(dialect: Dialect, type: RecordTypeName, key: string): string {
    return makeId(this.#source, `${type}.${dialect.token(key)}`);
  }
}

/** The port, or else the device, that the cable of a circuit's end leads to. */
export function peerOf(
  row: CircuitTerminationRow,
  id: (type: 'interface' | 'device', key: string) => string,
): string | null {
  const [peer] = row.link_peers ?? [];
  if (!peer) return null;
  if (row.link_peers_type === 'dcim.interface') return id('interface', peer.id);
  return peer.device ? id('device', peer.device.id) : null;
}

function keysOf(rows: readonly Row[] | undefined): string[] {
  return (rows ?? []).map(({ id }) => id);
}
