/**
 * Who serves. Parties join, leave and are replaced while operations go on: an operation keeps the members that it began with, and
 * nobody is closed under it. Who has not changed is not touched.
 */
import type { SourceHealth } from '../http/health.ts';
import { createAwaitedParty } from './awaited-party.ts';
import { changedSettings } from './changed-settings.ts';
import { Leaving, type LeavingTools } from './leaving.ts';
import type { Party, Wanted } from './party.ts';
import type { PrecedenceRule } from './precedence.ts';
import { type RosterNews, tellNews } from './roster-news.ts';
import { healthBySource } from './source-health.ts';

export interface RosterTools<Want extends Wanted> extends LeavingTools {
  /** Opens all or none, and asks nothing of them. @throws TributaryError CONFIGURATION_INVALID with the faults of every one. */
  readonly open: (wanted: readonly Want[]) => Promise<readonly Party[]>;
  /** Opens them where they are in nobody's way, and closes them again: what they would be. Throws as `open`. */
  readonly rehearse: (wanted: readonly Want[]) => Promise<readonly Party[]>;
}

interface Seat {
  readonly want: Wanted;
  readonly party: Party;
  /** It could not be opened when its predecessor was gone: the next change tries again. */
  broken: boolean;
}

export class Roster<Want extends Wanted> {
  readonly #tools: RosterTools<Want>;
  readonly #leaving: Leaving;
  #seats: ReadonlyMap<string, Seat> = new Map();
  #rules: readonly PrecedenceRule[] = [];
  #live = false;
  #closing: Promise<void> | undefined;

  constructor(tools: RosterTools<Want>) {
    this.#tools = tools;
    this.#leaving = new Leaving(tools);
  }

  /** How every source stands, in order of precedence. */
  health(): readonly SourceHealth[] {
    return healthBySource([...this.#seats.values()].map(({ party }) => party));
  }

  /** Lets all begin to work, and from now on whoever joins; changes are told from now on. Never rejects. */
  async start(): Promise<void> {
    this.#live = true;
    await Promise.all([...this.#seats.values()].map(({ party }) => this.#startOne(party)));
  }

  /**
   * Makes them those that are wanted, all at once, in this order of precedence. False where they are so already. One at a time.
   * @throws TributaryError CONFIGURATION_INVALID with every fault; then nothing has changed.
   */
  async change(wanted: readonly Want[], rules: readonly PrecedenceRule[]): Promise<boolean> {
    const before = this.#seats;
    const fresh = wanted.filter((want) => !isSeated(before.get(want.key), want));
    const parties = await this.#open(fresh);
    if (this.#closing) {
      await closeAll(parties);
      return false;
    }
    const seats = new Map(
      wanted.flatMap((want) => {
        const seat = parties.get(want.key) ?? before.get(want.key);
        return seat ? [[want.key, seat] as const] : [];
      }),
    );
    const members = [...seats.values()].flatMap(({ party }) => party.members);
    try {
      this.#tools.directory.replace(members, rules);
    } catch (error) {
      await closeAll(parties);
      throw error;
    }
    this.#seats = seats;
    for (const [key, seat] of before) if (seats.get(key) !== seat) this.#leaving.add(key, seat.party);
    const newRules = changedSettings(this.#rules, rules).length > 0;
    this.#rules = rules;
    const news = { ...newsOf(before, seats), newRules };
    if (this.#live) {
      tellNews(this.#tools.log, news, this.#tools.directory.snapshot);
      for (const { party } of [...news.joined, ...news.replaced]) void this.#startOne(party);
    }
    return isNews(news);
  }

  /** Closes everybody, whoever still asks. A second call does nothing more. */
  async close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    await this.#closing;
  }

  /** By key; in the place of one that has the same state open, one that waits for it. */
  async #open(fresh: readonly Want[]): Promise<Map<string, Seat>> {
    const { open, rehearse } = this.#tools;
    const shapes = this.#live ? await rehearse(fresh) : [];
    const waits = ({ key, alone }: Want): boolean =>
      alone && (this.#seats.has(key) || this.#leaving.has(key));
    const [waiting, direct] = [fresh.filter(waits), fresh.filter((want) => !waits(want))];
    const opened = await open(direct);
    return new Map(
      fresh.map((want, i) => {
        const party = opened[direct.indexOf(want)] ?? shapes[i];
        if (!party) throw new TypeError(`Whatever is wanted must be opened, but was not: ${want.key}.`);
        const seat = waiting.includes(want) ? this.#awaited(want, party) : { want, party, broken: false };
        return [want.key, seat];
      }),
    );
  }

  #awaited(want: Want, shape: Party): Seat {
    const { log, open } = this.#tools;
    const { source } = shape;
    const seat: Seat = {
      want,
      broken: false,
      party: createAwaitedParty({
        shape,
        gone: async () => this.#leaving.gone(want.key),
        open: async () => {
          const [party] = await open([want]);
          if (!party) throw new TypeError(`Whatever is wanted must be opened, but was not: ${want.key}.`);
          return party;
        },
        failed: (error) => {
          seat.broken = true;
          log.error({ err: error, source }, `${source} could not be opened anew: it is away.`);
        },
      }),
    };
    return seat;
  }

  async #startOne(party: Party): Promise<void> {
    try {
      await party.start();
    } catch (error) {
      this.#tools.log.error({ err: error, source: party.source }, `${party.source} could not be started.`);
    }
  }

  async #closeAll(): Promise<void> {
    await Promise.all([this.#leaving.end(), closeAll(this.#seats)]);
  }
}

async function closeAll(seats: ReadonlyMap<string, Seat>): Promise<void> {
  await Promise.all([...seats.values()].map(({ party }) => party.close()));
}

function isSeated(seat: Seat | undefined, want: Wanted): boolean {
  return (
    seat !== undefined && !seat.broken && changedSettings(seat.want.settings, want.settings).length === 0
  );
}

function newsOf(
  before: ReadonlyMap<string, Seat>,
  after: ReadonlyMap<string, Seat>,
): Omit<RosterNews, 'newRules'> {
  const stayed = [...after.keys()].filter((key) => before.has(key));
  const order = [...before.keys()].filter((key) => after.has(key));
  return {
    joined: [...after].filter(([key]) => !before.has(key)).map(([, seat]) => seat),
    left: [...before].filter(([key]) => !after.has(key)).map(([, seat]) => seat),
    replaced: [...after].flatMap(([key, seat]) => {
      const old = before.get(key);
      if (!old || old === seat) return [];
      return [{ party: seat.party, changed: changedSettings(old.want.settings, seat.want.settings) }];
    }),
    reordered: stayed.some((key, i) => order[i] !== key),
  };
}

function isNews({ joined, left, replaced, reordered, newRules }: RosterNews): boolean {
  return joined.length + left.length + replaced.length > 0 || reordered || newRules;
}
