/** What alarms refer to: triggers with their hosts, and the names of users. Read when first needed, and again from time to time. */
import { TributaryError } from '#schema/errors.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { chunks } from './chunks.ts';
import { type EventRow, type TriggerRow, idRow, triggerRow, userRow } from './types.ts';

export interface TriggerEntry {
  readonly row: TriggerRow;
  /** May the account close problems of it? */
  readonly editable: boolean;
}

export interface Directory {
  /** Reads what these rows refer to and is not known yet. */
  learn(rows: readonly Pick<EventRow, 'objectid' | 'acknowledges'>[], options?: CallOptions): Promise<void>;
  learnUsers(userids: readonly string[], options?: CallOptions): Promise<void>;
  /** The hosts of triggers that were read since this was last asked. */
  takeHosts(): string[];
  /** Null where Zabbix does not have it, or does not show it to us. */
  trigger(triggerid: string): TriggerEntry | null;
  /** The user's name, or the id where the account may not see the user. */
  userName(userid: string): string;
  /** Reads the triggers of these ids again and forgets the others. */
  refresh(triggerids: ReadonlySet<string>, options?: CallOptions): Promise<void>;
}

/** An account without rights on users asks for the same names in vain: not more often than this. */
const ASK_AGAIN_MS = 600_000;

export function createDirectory(client: ZabbixClient, now: () => number): Directory {
  const triggers = new Map<string, TriggerEntry | null>();
  const hosts = new Set<string>();
  const users = new Map<string, { name: string | null; at: number }>();

  async function readTriggers(
    ids: readonly string[],
    options?: CallOptions,
  ): Promise<Map<string, TriggerEntry>> {
    const entries = new Map<string, TriggerEntry>();
    for (const triggerids of chunks(ids)) {
      const output = ['triggerid', 'manual_close', 'status'];
      const selectHosts = ['hostid', 'host', 'name', 'status'];
      const [all, editable] = await client.batch(
        [
          { method: 'trigger.get', params: { triggerids, output, selectHosts } },
          { method: 'trigger.get', params: { triggerids, output: ['triggerid'], editable: true } },
        ],
        options,
      );
      const may = new Set(
        client.read(idRow.trigger, 'trigger.get', editable).rows.map((row) => row.triggerid),
      );
      for (const row of client.read(triggerRow, 'trigger.get', all).rows) {
        for (const { hostid } of row.hosts) hosts.add(hostid);
        entries.set(row.triggerid, { row, editable: may.has(row.triggerid) });
      }
    }
    return entries;
  }

  async function learnUsers(wanted: readonly string[], options?: CallOptions): Promise<void> {
    const at = now();
    const ids = [...new Set(wanted)].filter((id) => {
      const known = users.get(id);
      return id !== '0' && (!known || (known.name === null && at - known.at > ASK_AGAIN_MS));
    });
    for (const userids of chunks(ids)) {
      const names = await readUsers(userids, options);
      for (const id of userids) users.set(id, { name: names.get(id) ?? null, at });
    }
  }

  async function readUsers(userids: readonly string[], options?: CallOptions): Promise<Map<string, string>> {
    try {
      const { rows } = await client.rows(
        userRow,
        'user.get',
        { userids, output: ['userid', 'username'] },
        options,
      );
      return new Map(rows.map((row) => [row.userid, row.username]));
    } catch (error) {
      // a role may forbid user.get: then people stay numbers
      if (
        error instanceof TributaryError &&
        (error.code === 'SOURCE_FORBIDDEN' || error.code === 'SOURCE_REFUSED')
      )
        return new Map();
      throw error;
    }
  }

  return {
    async learn(rows, options) {
      const acknowledges = rows.flatMap((row) => row.acknowledges);
      await learnUsers(
        acknowledges.flatMap((one) => (one.username === undefined ? [one.userid] : [])),
        options,
      );
      // triggers last: who has learnt them uses them at once. What a refresh forgets while others are read is read once more
      const ids = [...new Set(rows.map((row) => row.objectid))];
      for (;;) {
        const unknown = ids.filter((id) => !triggers.has(id));
        if (unknown.length === 0) return;
        const found = await readTriggers(unknown, options);
        for (const id of unknown) triggers.set(id, found.get(id) ?? null);
      }
    },
    learnUsers,
    takeHosts() {
      const taken = [...hosts];
      hosts.clear();
      return taken;
    },
    trigger: (triggerid) => triggers.get(triggerid) ?? null,
    userName: (userid) => users.get(userid)?.name ?? userid,
    async refresh(ids, options) {
      const before = [...triggers.keys()];
      const found = await readTriggers([...ids], options);
      for (const id of before) if (!ids.has(id)) triggers.delete(id);
      for (const id of ids) triggers.set(id, found.get(id) ?? null);
    },
  };
}
