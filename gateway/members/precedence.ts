/** Who goes first where several members say something of the same field of a record. */
import type { Member } from '#schema/ports/member.ts';

/** For these fields of the type, these sources go first, in this order. */
export interface PrecedenceRule {
  readonly type: string;
  readonly fields: readonly string[];
  readonly sources: readonly string[];
}

/** The sources that go first for a field; none where only the usual order counts: the owner, then contributors as configured. */
export type Precedence = (type: string, field: string) => readonly string[];

const NONE: readonly string[] = [];

export function createPrecedence(rules: readonly PrecedenceRule[]): Precedence {
  const sources = new Map<string, readonly string[]>();
  for (const rule of rules)
    for (const field of rule.fields) sources.set(`${rule.type}.${field}`, rule.sources);
  return (type, field) => sources.get(`${type}.${field}`) ?? NONE;
}

/** The members that go first, then the others as they were. */
export function inPrecedence(members: readonly Member[], first: readonly string[]): readonly Member[] {
  if (first.length === 0 || members.length < 2) return members;
  const place = ({ source }: Member): number => {
    const index = first.indexOf(source);
    return index < 0 ? first.length : index;
  };
  return members.toSorted((a, b) => place(a) - place(b));
}
