export interface Element {
  readonly ne_id: number;
  /** Without trailing blanks. */
  readonly cleanName: string;
  readonly ne_name: string;
  readonly mgmt_ip: string | null;
  readonly serial_no: string;
  readonly site: { readonly code: string; readonly name: string };
}
export function ne(id: number): Element;
export const CARDS: readonly { readonly card_id: number; readonly ne_id: number }[];
export const PORTS: readonly { readonly port_id: number; readonly card_id: number }[];
export const CIRCUITS: readonly { readonly circuit_id: number; readonly cust_id: number }[];
export const HOPS: readonly {
  readonly circuit_id: number;
  readonly a_port_id: number;
  readonly z_port_id: number;
}[];
