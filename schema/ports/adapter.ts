/** An opened source: the ports of the domains it knows, and how it stands. */
import type { Domain } from '../domains.ts';
import type { ErrorCode } from '../errors.ts';
import type { FaultsPort } from './faults.ts';
import type { InventoryPort } from './inventory.ts';
import type { ServicesPort } from './services.ts';

/** CONNECTING: not reached yet. UP: it answered last time. DOWN: it did not; `error` says why. */
export interface SourceStatus {
  readonly state: 'CONNECTING' | 'UP' | 'DOWN';
  /** The version of the product, as it says itself. */
  readonly version: string | null;
  /** When it last answered, RFC 3339; null if never. */
  readonly asOf: string | null;
  /** True where answers come from a copy that could not be refreshed. */
  readonly stale: boolean;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

/** Where a source may send something of its own accord. Whatever comes is a hint to look, never data. */
export interface Hook {
  /** POST /hooks/<name> on the source's host. */
  readonly name: string;
  /** Longer ones are refused unread. */
  readonly maxBytes: number;
  /** True where it was taken; false where it does not prove that the source sent it. Answers at once. */
  receive(headers: Readonly<Record<string, string | string[] | undefined>>, body: Uint8Array): boolean;
}

export interface Adapter {
  /** The source's name in the configuration. */
  readonly source: string;
  readonly inventory?: InventoryPort;
  readonly faults?: FaultsPort;
  readonly services?: ServicesPort;
  /** Of the domains that it has a port for, those that it holds anything of: nobody asks it for the others. Absent: all. */
  readonly domains?: readonly Domain[];
  readonly hooks?: readonly Hook[];
  /** One of its manifest's capabilities, e.g. `alarms.acknowledge`, as far as this deployment has it. */
  can(capability: string): boolean;
  /** Begins to work: connects, synchronises, binds. Never rejects for a source that is away: status() tells, and it goes on trying. */
  start(): Promise<void>;
  status(): SourceStatus;
  /** Ends everything it began. A second call does nothing. */
  close(): Promise<void>;
}
