/** The shares of one value: what each member that was asked has answered, in order of precedence. */
import type { Member } from '#schema/ports/member.ts';

/** An object of a member's answer. Read it only through `own`: its keys are not ours. */
export type Raw = Readonly<Record<string, unknown>>;

/** Stands where a member could not tell its share. */
export const UNKNOWN: unique symbol = Symbol('unknown share');

export interface Share {
  readonly member: Member;
  readonly value: unknown;
}

/** The keys that are asked for are names of GraphQL: what JavaScript gives every object under such names are functions. */
export function own(raw: unknown, key: string): unknown {
  if (!isRaw(raw)) return undefined;
  const value = raw[key];
  return typeof value === 'function' ? undefined : value;
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The shares of a field of objects whose shares are given. An unknown object has unknown fields. */
export function fieldShares(shares: readonly Share[], key: string): Share[] {
  const fields: Share[] = [];
  for (const { member, value } of shares) {
    if (value === UNKNOWN) fields.push({ member, value: UNKNOWN });
    else if (isRaw(value)) fields.push({ member, value: own(value, key) ?? null });
  }
  return fields;
}

export function isKnown(value: unknown): boolean {
  return value !== UNKNOWN && value !== null && value !== undefined;
}

export function known(shares: readonly Share[]): Share[] {
  return shares.filter(({ value }) => isKnown(value));
}

/** An object that carries response keys of clients: without a prototype that a key could name. */
export const emptyObject = emptyObjects();

/** Makes such objects, all of one kind: from a constructor of their own, so that the engine lays them out alike. */
export function emptyObjects(): () => Record<string, unknown> {
  const Empty = function () {} as unknown as new () => Record<string, unknown>;
  Empty.prototype = Object.create(null);
  return () => new Empty();
}
