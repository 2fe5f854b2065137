/** Who serves which domain. Members join and leave; an operation keeps the snapshot that it began with. */
import type { Member } from '#schema/ports/member.ts';
import { type Precedence, type PrecedenceRule, createPrecedence } from './precedence.ts';

export interface MemberSnapshot {
  /** The members of a domain, in order of precedence; none for a domain that nobody serves. */
  membersOf(domain: string): readonly Member[];
  /** Every source that is a member of something. */
  readonly sources: ReadonlySet<string>;
  readonly precedence: Precedence;
}

/** A snapshot for as long as an operation goes on. */
export interface HeldMembers {
  readonly snapshot: MemberSnapshot;
  /** The operation has ended. A second call does nothing. */
  release(): void;
}

export class MemberDirectory {
  #era: Era;
  #members: readonly Member[];
  #precedence: Precedence;
  /** The eras before this one in which operations still go on. */
  readonly #past = new Set<Era>();

  /** In order of precedence, which rules may change for single fields. */
  constructor(members: readonly Member[] = [], rules: readonly PrecedenceRule[] = []) {
    this.#precedence = createPrecedence(rules);
    for (const [i, member] of members.entries()) refuseTwice(members.slice(0, i), member);
    this.#members = members;
    this.#era = new Era(snapshotOf(members, this.#precedence));
  }

  get snapshot(): MemberSnapshot {
    return this.#era.snapshot;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  /** For one operation: whoever leaves meanwhile is not closed under it. */
  hold(): HeldMembers {
    const era = this.#era;
    return { snapshot: era.snapshot, release: era.enter() };
  }

  /** Comes last in precedence. */
  join(member: Member): void {
    this.replace([...this.#members, member]);
  }

  leave(member: Member): void {
    this.replace(this.#members.filter((other) => other !== member));
  }

  /** All at once, in order of precedence; without rules, those that there are. Throws, and changes nothing, where one stands twice. */
  replace(members: readonly Member[], rules?: readonly PrecedenceRule[]): void {
    for (const [i, member] of members.entries()) refuseTwice(members.slice(0, i), member);
    if (rules) this.#precedence = createPrecedence(rules);
    const before = this.#era;
    this.#past.add(before);
    void before.end().then(() => this.#past.delete(before));
    this.#members = members;
    this.#era = new Era(snapshotOf(members, this.#precedence));
  }

  /** Resolves when every operation has ended that began with other members than those of now. */
  async settled(): Promise<void> {
    await Promise.all([...this.#past].map((era) => era.end()));
  }
}

/** The time of one snapshot, and the operations that began in it. */
class Era {
  readonly snapshot: MemberSnapshot;
  readonly #over = Promise.withResolvers<void>();
  #operations = 0;
  #ending = false;

  constructor(snapshot: MemberSnapshot) {
    this.snapshot = snapshot;
  }

  enter(): () => void {
    let inside = true;
    this.#operations += 1;
    return () => {
      if (inside) this.#operations -= 1;
      inside = false;
      this.#look();
    };
  }

  /** Nobody enters any more; resolves when the last operation has left. */
  async end(): Promise<void> {
    this.#ending = true;
    this.#look();
    await this.#over.promise;
  }

  #look(): void {
    if (this.#ending && this.#operations === 0) this.#over.resolve();
  }
}

function refuseTwice(members: readonly Member[], { domain, source }: Member): void {
  if (members.some((other) => other.domain === domain && other.source === source))
    throw new TypeError(`A source must be a member of a domain once, but got: ${source} twice in ${domain}.`);
}

function snapshotOf(members: readonly Member[], precedence: Precedence): MemberSnapshot {
  const byDomain = Map.groupBy(members, (member): string => member.domain);
  return {
    membersOf: (domain) => byDomain.get(domain) ?? [],
    sources: new Set(members.map((member) => member.source)),
    precedence,
  };
}
