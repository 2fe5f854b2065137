/** What an operator reads in the log when members join and leave. */
import { DOMAINS } from '#schema/domains.ts';
import type { Log } from '../log.ts';
import type { MemberSnapshot } from './directory.ts';
import type { Party } from './party.ts';

export interface RosterNews {
  readonly joined: readonly { readonly party: Party }[];
  readonly left: readonly { readonly party: Party }[];
  /** With the names of the settings that are others now; none where it is tried again. */
  readonly replaced: readonly { readonly party: Party; readonly changed: readonly string[] }[];
  /** Does another source go first now, of those that stayed? */
  readonly reordered: boolean;
  /** Are the exceptions for single fields others? */
  readonly newRules: boolean;
}

/** `now` is what serves since. */
export function tellNews(log: Log, news: RosterNews, now: MemberSnapshot): void {
  for (const { party } of news.joined) tell(log, party, 'joined', domainsText(party));
  for (const { party, changed } of news.replaced)
    tell(log, party, 'replaced', changed.length > 0 ? `${changed.join(', ')} changed` : 'tried again');
  for (const { party } of news.left) tell(log, party, 'left', domainsText(party));
  if (news.reordered) log.info({}, 'the order of precedence has changed');
  if (news.newRules) log.info({}, 'the rules of precedence have changed');
  const lost = news.left.flatMap(({ party }) => party.members.map(({ domain }) => domain));
  for (const domain of DOMAINS)
    if (lost.includes(domain) && now.membersOf(domain).length === 0)
      log.warn({ domain }, `nobody serves ${domain} any more: this gateway is not ready`);
}

function tell(log: Log, { source, members }: Party, what: string, more: string): void {
  log.info({ source, domains: members.map(({ domain }) => domain) }, `${source} ${what}: ${more}`);
}

function domainsText({ members }: Party): string {
  return members.map(({ domain }) => domain).join(', ') || 'no domain';
}
