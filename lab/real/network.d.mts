export interface Element {
  readonly ne_id: number;
  /** Without trailing blanks. */
  readonly cleanName: string;
  readonly ne_name: string;
  readonly mgmt_ip: string | null;
  readonly site: { readonly code: string; readonly name: string };
}
export function ne(id: number): Element;
