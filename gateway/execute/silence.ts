/**
 * Who has let this operation wait in vain. A deaf source costs its whole timeout, once: further plan steps and rounds do not wait
 * for it again, and what it would have had a share in says so.
 */
import type { TributaryError } from '#schema/errors.ts';
import type { Member } from '#schema/ports/member.ts';

export class Silence {
  readonly #failures = new Map<Member, TributaryError>();

  /** Remembers who has timed out; any other failure is quick, and may be over by the next step. */
  note(member: Member, failure: TributaryError): void {
    if (failure.code === 'SOURCE_TIMEOUT') this.#failures.set(member, failure);
  }

  /** How it failed; undefined where it has not. */
  of(member: Member): TributaryError | undefined {
    return this.#failures.get(member);
  }
}
