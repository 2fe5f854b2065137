export interface Host {
  /** Site, role and number, e.g. MAD01-PE-01. */
  readonly handle: string;
  /** Technical name. */
  readonly host: string;
  readonly visible: string;
  readonly type: 'router' | 'olt' | 'enodeb' | 'gnodeb';
  /** The element of the inventory; null where there is none. */
  readonly neId: number | null;
  readonly cls: 'name' | 'address' | 'alias' | 'nothing';
  readonly ip: string;
  readonly site: { readonly code: string; readonly name: string };
  /** Of a router: the circuit that it reports on. */
  readonly circuit: string | null;
}
export const HOSTS: readonly Host[];
