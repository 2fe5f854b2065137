/** The options of a Zabbix source in tributary.yaml. */
import * as z from 'zod';
import { episodeOptions } from '#adapters/kit/alarms/episode-options.ts';
import { secretOption } from '#adapters/kit/config/secret-option.ts';
import { httpUrlOption } from '#adapters/kit/config/url.ts';
import { identifierType } from '#adapters/kit/identity/config.ts';
import type { PerceivedSeverity } from '#schema/types/faults.ts';

const SEVERITIES = [
  'INDETERMINATE',
  'WARNING',
  'MINOR',
  'MAJOR',
  'CRITICAL',
] as const satisfies readonly PerceivedSeverity[];

const FIELD = /^(host|name|interface\.(ip|dns)|inventory\.[a-z][a-z0-9_]*)$/;

const seconds = (from: number, till: number, preset: number) =>
  z.number().min(from).max(till).default(preset);

const identifierRule = z.strictObject({
  field: z
    .string()
    .regex(FIELD, { error: 'must be host, name, interface.ip, interface.dns or inventory.<field>' })
    .describe('The field of the host: host, name, interface.ip, interface.dns or inventory.<field>.'),
  type: identifierType.describe('The kind of identifier that its value is.'),
});
export type IdentifierRule = z.infer<typeof identifierRule>;

const objectRule = z.strictObject({
  tag: z.string().min(1).describe('The tag of the problem whose value names the object.'),
  type: identifierType.describe('The kind of identifier that the value is.'),
  within: z.literal('host').optional().describe('Given where the value is unique only on its host.'),
});
export type ObjectRule = z.infer<typeof objectRule>;

const DEFAULT_IDENTIFIERS: IdentifierRule[] = [
  { field: 'host', type: 'NAME' },
  { field: 'name', type: 'NAME' },
  { field: 'interface.ip', type: 'MANAGEMENT_ADDRESS' },
  { field: 'interface.dns', type: 'FQDN' },
  { field: 'inventory.serialno_a', type: 'SERIAL_NUMBER' },
];

export const zabbixOptions = z
  .strictObject({
    url: httpUrlOption.describe(
      'The API, e.g. https://zabbix.example/api_jsonrpc.php, or the frontend it belongs to.',
    ),
    token: secretOption.optional().describe('An API token; or else username and password.'),
    username: z.string().min(1).optional().describe('The account to log in with.'),
    password: secretOption.optional().describe('Its password.'),
    uiUrl: httpUrlOption
      .optional()
      .describe('The frontend as people reach it; alarms link to it. No links without it.'),
    identifiers: z
      .array(identifierRule)
      .min(1)
      .default(DEFAULT_IDENTIFIERS)
      .describe('Which fields of a host say which element of the inventory it is.'),
    objects: z
      .array(objectRule)
      .default([])
      .describe(
        'Tags that name the object a problem is on; the first that a problem has counts. Without: the host.',
      ),
    tags: z
      .strictObject({
        alarmType: z.string().min(1).default('alarmType').describe('The tag with the X.733 event type.'),
        probableCause: z
          .string()
          .min(1)
          .default('probableCause')
          .describe('The tag with the X.733 probable cause.'),
      })
      .prefault({})
      .describe('The names of tags with a meaning of their own.'),
    severity: z
      .partialRecord(z.enum(['0', '1', '2', '3', '4', '5']), z.enum(SEVERITIES))
      .default({})
      .describe('Overrides of the severity table, by Zabbix severity 0 to 5.'),
    pollSeconds: seconds(0.05, 60, 1).describe('How often new events are asked for.'),
    reconcileSeconds: seconds(0.05, 3600, 10).describe(
      'How often every open problem is read again; more slowly where there are so many that more than 1000 a second would be read.',
    ),
    hostRefreshSeconds: seconds(0.05, 86_400, 60).describe('How often hosts and triggers are read again.'),
    historyDays: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .default(90)
      .describe('How far back lists of cleared alarms reach.'),
    ...episodeOptions,
  })
  .superRefine((options, ctx) => {
    const login = options.username !== undefined || options.password !== undefined;
    if (options.token && login) {
      ctx.addIssue({
        code: 'custom',
        path: ['token'],
        message: 'must stand alone, without username and password',
      });
    } else if (!options.token && !(options.username !== undefined && options.password)) {
      ctx.addIssue({
        code: 'custom',
        path: ['token'],
        message: 'must be given, or else username and password',
      });
    }
  });

export type ZabbixOptions = z.infer<typeof zabbixOptions>;
