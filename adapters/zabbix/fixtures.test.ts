/** Recorded answers of the real product, and what the adapter makes of them. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import type { ZodType } from 'zod';
import type { TributaryError } from '#schema/errors.ts';
import { zabbixOptions } from './config.ts';
import { hostObject } from './hosts.ts';
import { mapAlarm } from './map.ts';
import { type RpcCall, rpcResults } from './rpc.ts';
import { type TriggerRow, eventRow, hostRow, triggerRow } from './types.ts';

const VERSIONS = new URL('fixtures/', import.meta.url);
const options = zabbixOptions.parse({ url: 'http://zabbix.example', token: { env: 'PATH' } });

const cases = readdirSync(VERSIONS).flatMap((version) =>
  readdirSync(new URL(`${version}/`, VERSIONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`${version}/${name}`] as const),
);

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, VERSIONS), 'utf8'));
}

function rows<Row>(row: ZodType<Row>, result: unknown): Row[] {
  return (result as unknown[]).map((one) => row.parse(one));
}

/** The triggers that were recorded with the rest. */
const triggers = new Map<string, TriggerRow>(
  rows(triggerRow, (read('6.0.14/trigger-get/upstream.json') as { result: unknown }).result).map((row) => [
    row.triggerid,
    row,
  ]),
);

function made(calls: readonly RpcCall[], upstream: unknown): unknown {
  let results: unknown[];
  try {
    results = rpcResults('zabbix-test', calls, upstream);
  } catch (error) {
    const { code, message, retryable } = error as TributaryError;
    return { error: { code, message, retryable } };
  }
  const [result] = results;
  switch (calls.length === 1 ? calls[0]?.method : null) {
    case 'problem.get':
    case 'event.get':
      return {
        alarms: rows(eventRow, result).map((row) =>
          mapAlarm(row, {
            source: 'zabbix-test',
            options,
            trigger: triggers.get(row.objectid) ?? null,
            editable: true,
            recovery: null,
            isCause: null,
            userName: (userid) => userid,
            asOf: '2026-11-23T02:30:00.000Z',
          }),
        ),
      };
    case 'host.get':
      return { hosts: rows(hostRow, result).map((row) => hostObject(row, options.identifiers)) };
    case 'trigger.get':
      return { triggers: rows(triggerRow, result) };
    default:
      return { results };
  }
}

describe('recorded answers', () => {
  test.each(cases)('%s', (name) => {
    const call = read(`${name}/call.json`) as RpcCall | RpcCall[];
    expect(made([call].flat(), read(`${name}/upstream.json`))).toEqual(read(`${name}/expected.json`));
  });
});
