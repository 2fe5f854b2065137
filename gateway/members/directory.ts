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

export class MemberDirectory {
  #snapshot: MemberSnapshot;
  #members: readonly Member[];
  readonly #precedence: Precedence;

  /** In order of precedence, which rules may change for single fields. */
  constructor(members: readonly Member[] = [], rules: readonly PrecedenceRule[] = []) {
    this.#precedence = createPrecedence(rules);
    for (const [i, member] of members.entries()) refuseTwice(members.slice(0, i), member);
    this.#members = members;
    this.#snapshot = snapshotOf(members, this.#precedence);
  }

  get snapshot(): MemberSnapshot {
    return this.#snapshot;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  /** Comes last in precedence. */
  join(member: Member): void {
    refuseTwice(this.#members, member);
    this.#replace([...this.#members, member]);
  }

  leave(member: Member): void {
    this.#replace(this.#members.filter((other) => other !== member));
  }

  #replace(members: readonly Member[]): void {
    this.#members = members;
    this.#snapshot = snapshotOf(members, this.#precedence);
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
