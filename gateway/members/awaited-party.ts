/**
 * A party whose predecessor has the same state open: it opens when that one is gone. Its place is taken from the start, so that no
 * answer is complete without it: whoever asks waits.
 */
import { TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Member } from '#schema/ports/member.ts';
import { linkAbort } from '../linked-abort.ts';
import { untilAborted } from '../until-aborted.ts';
import type { Party } from './party.ts';

export interface Awaiting {
  /** What it will be: source and members, which are not asked. */
  readonly shape: Pick<Party, 'source' | 'members'>;
  /** Is called by start() or close(), when the predecessor is leaving; resolves when that is closed. */
  readonly gone: () => Promise<void>;
  /** Is called at most once, and then. */
  readonly open: () => Promise<Party>;
  /** Is called where it cannot be opened: it stays in its place, and down. */
  readonly failed: (error: unknown) => void;
}

/** How long a request waits, milliseconds. */
const WAIT_MS = 5000;
const CONNECTING: SourceStatus = {
  state: 'CONNECTING',
  version: null,
  asOf: null,
  stale: false,
  error: null,
};

export function createAwaitedParty({ shape, gone, open, failed }: Awaiting): Party {
  const { source } = shape;
  let party: Party | null = null;
  let failure: TributaryError | null = null;
  let closed = false;
  let opened: Promise<void> | undefined;

  async function openWhenGone(): Promise<void> {
    await gone();
    if (closed) return;
    try {
      party = await open();
    } catch (error) {
      failure = unavailable(source, 'could not be opened anew');
      failed(error);
    }
  }

  async function memberOf(like: Member, call: Call): Promise<Member> {
    if (!party && !failure && opened) await waitFor(opened, source, call);
    const found = party?.members.find(({ domain }) => domain === like.domain);
    if (!found) throw failure ?? unavailable(source, 'is not open');
    return found;
  }

  return {
    source,
    members: shape.members.map((like) => ({
      ...like,
      execute: async (request, call) => (await memberOf(like, call)).execute(request, call),
    })),
    status() {
      if (party) return party.status();
      if (!failure) return CONNECTING;
      const { code, message } = failure;
      return { ...CONNECTING, state: 'DOWN', error: { code, message } };
    },
    async start() {
      await (opened ??= openWhenGone());
      await party?.start();
    },
    async close() {
      closed = true;
      await opened;
      await party?.close();
    },
  };
}

async function waitFor(opened: Promise<void>, source: string, call: Call): Promise<void> {
  const linked = linkAbort(call.signal);
  const timer = setTimeout(() => linked.abort(unavailable(source, 'is still being opened anew')), WAIT_MS);
  try {
    await untilAborted(linked.signal, () => opened);
  } finally {
    clearTimeout(timer);
    linked.unlink();
  }
}

function unavailable(source: string, what: string): TributaryError {
  return new TributaryError('SOURCE_UNAVAILABLE', `\`${source}\` ${what}.`, { source });
}
