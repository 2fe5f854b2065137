/** Acme View's API: its paths, its paging. Speaks vendor and gives vendor types; what they mean is the map's affair. */
import type { ZodType } from 'zod';
import type { HttpClient, HttpRequest } from '#adapters/kit/http/client.ts';
import type { Log } from '#adapters/kit/log.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Call } from '#schema/ports/call.ts';
import { type AlarmRow, alarmRow, alarmsAnswer, versionAnswer } from './types.ts';

export interface AcmeViewClient {
  version(call: Call): Promise<string>;
  /** Every open alarm, all pages. */
  openAlarms(call: Call): Promise<AlarmRow[]>;
  /** These alarms, open or not; those that it does not know are left out. */
  alarms(ids: readonly string[], call: Call): Promise<AlarmRow[]>;
  /** The alarm as it is afterwards. Sent once: whether it was done may be unknown. */
  acknowledge(id: string, comment: string | null, call: Call): Promise<AlarmRow>;
}

const PAGE = 500;
/** As many ids as a URL holds without trouble. */
const IDS = 100;

export function createAcmeViewClient(source: string, http: HttpClient, log: Log): AcmeViewClient {
  let hasTold = false;

  async function ask<Answer>(shape: ZodType<Answer>, request: HttpRequest): Promise<Answer> {
    const checked = shape.safeParse((await http.request(request)).json());
    if (checked.success) return checked.data;
    throw new TributaryError(
      'SOURCE_BAD_RESPONSE',
      `${source} must answer ${request.path} as its manual says, but got something else.`,
      { source },
    );
  }

  /** A row that is none is left out, and told of once: one broken alarm must not hide all others. */
  function rowsOf(rows: readonly unknown[]): AlarmRow[] {
    const read = rows.map((row) => alarmRow.safeParse(row));
    const broken = read.find(({ success }) => !success);
    if (broken && !hasTold)
      log.warn({ source, err: broken.error }, 'An alarm is not as the manual says: left out');
    hasTold ||= broken !== undefined;
    return read.flatMap(({ data }) => data ?? []);
  }

  return {
    version: async ({ signal }) => (await ask(versionAnswer, { path: '/api/v1/version', signal })).version,
    async openAlarms({ signal }) {
      const rows: AlarmRow[] = [];
      let after = -1;
      for (;;) {
        const path = `/api/v1/alarms?after=${after}&limit=${PAGE}`;
        const { alarms, next } = await ask(alarmsAnswer, { path, signal });
        rows.push(...rowsOf(alarms));
        if (next === null) return rows;
        if (next <= after)
          throw new TributaryError('SOURCE_BAD_RESPONSE', `${source} must go on from page to page.`, {
            source,
          });
        after = next;
      }
    },
    async alarms(ids, { signal }) {
      const rows: AlarmRow[] = [];
      for (let at = 0; at < ids.length; at += IDS) {
        const path = `/api/v1/alarms?ids=${ids.slice(at, at + IDS).join(',')}`;
        rows.push(...rowsOf((await ask(alarmsAnswer, { path, signal })).alarms));
      }
      return rows;
    },
    acknowledge: async (id, comment, { signal }) =>
      ask(alarmRow, {
        method: 'POST',
        path: `/api/v1/alarms/${id}/acknowledge`,
        body: { comment },
        unsafe: true,
        signal,
      }),
  };
}
