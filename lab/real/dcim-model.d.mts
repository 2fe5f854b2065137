export interface DcimDevice {
  /** The element of the inventory; null where only this system knows the device. */
  readonly neId: number | null;
  readonly name: string | null;
  readonly site: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly ip: string | null;
}
export const DEVICES: readonly DcimDevice[];
export const CABLES: readonly { readonly a: number; readonly z: number; readonly label: string }[];
export const DCIM_CIRCUITS: readonly {
  readonly cid: string;
  readonly aPort: number | null;
  readonly aSite: string;
}[];
export const INTERFACES: readonly {
  readonly port: number;
  readonly neId: number;
  readonly name: string;
  readonly slot: string | null;
}[];
export const MODULES: readonly { readonly neId: number; readonly slot: string; readonly serial: string }[];
export const MACHINES: readonly { readonly name: string; readonly ip: string | null }[];
export const USED_SITES: readonly { readonly code: string; readonly name: string }[];
