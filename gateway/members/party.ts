/** What joins and leaves as one: a source with all its members, or one server of others. */
import type { Member } from '#schema/ports/member.ts';
import type { SourceHealth } from '../http/health.ts';

export interface Party extends SourceHealth {
  /** Never changes, from when it is opened to when it is closed. */
  readonly members: readonly Member[];
  /** Begins to work. Never rejects: how it stands is in its status. */
  start(): Promise<void>;
  /** A second call does nothing. */
  close(): Promise<void>;
}

/** A party as the configuration wants it. */
export interface Wanted {
  /** Says which party it is, whatever its settings are. */
  readonly key: string;
  /** All that it depends on: where that is another, so is the party. A secret counts by where it comes from. */
  readonly settings: unknown;
  /** True where it keeps state that no two may have open at once. */
  readonly alone: boolean;
}
