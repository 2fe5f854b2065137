/** event.acknowledge: all is checked before anything is done; what is done already is skipped. */
import type { AccountData } from './data.ts';
import { type Params, idsOf } from './reading.ts';
import { applicationError, invalidParams, notPermitted } from './rpc-error.ts';
import type { Event, Store } from './store.ts';

const CLOSE = 1;
const ACKNOWLEDGE = 2;
const MESSAGE = 4;
const SEVERITY = 8;
const UNACKNOWLEDGE = 16;

/** `close` is called for problems that Zabbix's server is to close, which it does a moment later. */
export function acknowledge(
  store: Store,
  account: AccountData,
  params: Params,
  close: (eventid: string, userid: string) => void,
): unknown {
  const ids = [...(idsOf(params['eventids']) ?? [])];
  const action = Number(params['action']);
  const has = (bit: number): boolean => (action & bit) !== 0;
  if (ids.length === 0 || !Number.isInteger(action))
    throw invalidParams('Incorrect arguments passed to function.');
  if (action < 1 || action > 31)
    throw invalidParams(
      `Incorrect value for field "action": unexpected value "${String(params['action'])}".`,
    );

  const events = ids.map((id) => store.events.get(id));
  if (!events.every((event): event is Event => event?.value === 1)) throw notPermitted();
  const message = typeof params['message'] === 'string' ? params['message'] : '';
  const severity = Number(params['severity'] ?? 0);
  if ((has(CLOSE) || has(SEVERITY)) && account.write === false) throw notPermitted();
  if (has(CLOSE) && !events.every((event) => store.triggers.get(event.triggerid)?.manualClose === true))
    throw applicationError('Cannot close problem: trigger does not allow manual closing.');
  if (has(MESSAGE) && message === '')
    throw invalidParams('Incorrect value for field "message": cannot be empty.');

  for (const event of events) {
    const closing = event.acknowledges.some((one) => (one.action & CLOSE) !== 0);
    const done =
      (has(CLOSE) && !event.recovery && !closing ? CLOSE : 0) |
      (has(ACKNOWLEDGE) && !event.acknowledged ? ACKNOWLEDGE : 0) |
      (has(UNACKNOWLEDGE) && event.acknowledged ? UNACKNOWLEDGE : 0) |
      (has(SEVERITY) && severity !== event.severity ? SEVERITY : 0) |
      (has(MESSAGE) ? MESSAGE : 0);
    if (done === 0) continue;
    const changed = (done & SEVERITY) !== 0;
    store.note(event.eventid, {
      userid: account.userid,
      message,
      action: done,
      old_severity: changed ? event.severity : 0,
      new_severity: changed ? severity : 0,
    });
    if (done & ACKNOWLEDGE) event.acknowledged = true;
    if (done & UNACKNOWLEDGE) event.acknowledged = false;
    if (changed) event.severity = severity;
    if (done & CLOSE) close(event.eventid, account.userid);
  }
  // numbers, unlike everywhere else
  return { eventids: ids.map(Number) };
}
