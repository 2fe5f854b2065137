/** The real PostgreSQL, beside the graph: what its tables say, and what a clerk changes in them. */
import { Client } from 'pg';
import { realEnvironment } from './environment.ts';

/** By the account that may write. */
export async function legacy<Row extends object>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const env = realEnvironment();
  const client = new Client({
    connectionString: env.LEGACY_PG_RW_URL,
    options: `-c search_path=${env.LEGACY_PG_SCHEMA}`,
  });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

export interface CircuitRow {
  readonly circuit_id: number;
  readonly ckt_name: string;
  readonly cust_id: number;
  readonly customer: string | null;
}

const ON_PORT = `SELECT DISTINCT circuit.circuit_id, circuit.ckt_name, circuit.cust_id, NULLIF(TRIM(customer.name), '') AS customer
  FROM circuit_hop hop JOIN port ON port.port_id IN (hop.a_port_id, hop.z_port_id)
    LEFT JOIN card USING (card_id) JOIN circuit ON circuit.circuit_id = hop.circuit_id
    LEFT JOIN customer USING (cust_id)`;

/** The circuits with a hop that ends on a port of this element, or on this one of its ports. */
export async function circuitsOn(neId: number, portName: string | null = null): Promise<CircuitRow[]> {
  return legacy<CircuitRow>(
    `${ON_PORT} WHERE card.ne_id = $1 AND ($2::text IS NULL OR card.slot || '/' || port.port_no = $2) ORDER BY 1`,
    [neId, portName],
  );
}

export async function circuitNamed(name: string): Promise<CircuitRow[]> {
  return legacy<CircuitRow>(`${ON_PORT} WHERE circuit.ckt_name = $1 ORDER BY 1`, [name]);
}
