/** A story that can be played in the running estate: pure description. */
import type { Failure } from '../network/impact.ts';
import type { Device, Manager, Network, Site } from '../network/network.ts';
import type { Condition } from '../watch/condition.ts';

export type Change =
  /** Something fails; each Zabbix says of it what it sees. */
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** As it fails, but announced: what is watched at the site is in maintenance meanwhile. */
  | { readonly kind: 'maintenance'; readonly site: Site; readonly failure: Failure }
  | { readonly kind: 'conditions'; readonly conditions: readonly Condition[] }
  /** Comes and goes, so many times, and is there in the end. */
  | { readonly kind: 'flapping'; readonly condition: Condition; readonly times: number }
  /** In the inventory that holds it, and nowhere else. */
  | { readonly kind: 'rename'; readonly device: Device; readonly to: string }
  /** A Zabbix takes no connections. */
  | { readonly kind: 'outage'; readonly manager: Manager };

export interface Scenario {
  readonly name: string;
  /** What happens, in a sentence. */
  readonly story: string;
  changes(network: Network): readonly Change[];
  /** The query that shows it. */
  readonly watch: string;
}
