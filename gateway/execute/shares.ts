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

export function own(raw: unknown, key: string): unknown {
  return isRaw(raw) && Object.hasOwn(raw, key) ? raw[key] : undefined;
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The shares of a field of objects whose shares are given. An unknown object has unknown fields. */
export function fieldShares(shares: readonly Share[], key: string): Share[] {
  return shares.flatMap(({ member, value }) => {
    if (value === UNKNOWN) return [{ member, value: UNKNOWN }];
    return isRaw(value) ? [{ member, value: own(value, key) ?? null }] : [];
  });
}

export function known(shares: readonly Share[]): Share[] {
  return shares.filter(({ value }) => value !== UNKNOWN && value !== null && value !== undefined);
}

/** An object that carries response keys of clients: without a prototype that a key could name. */
export function emptyObject(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
