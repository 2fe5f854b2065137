/** A Zabbix asked past the graph, with the address and the token of tributary.yaml. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

interface File {
  readonly sources: readonly {
    readonly name: string;
    readonly options: { readonly url?: string; readonly token?: { readonly file: string } };
  }[];
}

export interface ZabbixEvent {
  readonly eventid: string;
  readonly acknowledged: string;
  readonly acknowledges: readonly { readonly message: string }[];
}

/** `source`: as it is called in tributary.yaml. */
export async function zabbixEvents(
  configuration: string,
  source: string,
  eventid: string,
): Promise<readonly ZabbixEvent[]> {
  const { sources } = parse(readFileSync(configuration, 'utf8')) as File;
  const options = sources.find(({ name }) => name === source)?.options;
  const token = readFileSync(join(dirname(configuration), options?.token?.file ?? ''), 'utf8').trim();
  const response = await fetch(options?.url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json-rpc' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      method: 'event.get',
      params: { eventids: [eventid], output: ['eventid', 'acknowledged'], select_acknowledges: ['message'] },
      auth: token,
      id: 1,
    }),
  });
  const { result } = (await response.json()) as { readonly result?: readonly ZabbixEvent[] };
  return result ?? [];
}
