/** The options of a NetBox (or Nautobot) source in tributary.yaml. */
import * as z from 'zod';
import { secretOption } from '#adapters/kit/config/secret-option.ts';
import { httpUrlOption } from '#adapters/kit/config/url.ts';
import { identifierType } from '#adapters/kit/identity/config.ts';

const FIELD = /^(facility|cf\.[A-Za-z0-9_]+)$/;
const field = z.string().regex(FIELD, { error: 'must be facility or cf.<custom field>' });

const identifierRule = z.strictObject({
  on: z
    .enum(['site', 'location', 'device', 'module', 'interface', 'cable', 'circuit', 'virtual-machine'])
    .describe('The model that has the field.'),
  field: field.describe('The field: facility (of a site), or cf.<custom field>.'),
  type: identifierType.describe('The kind of identifier that its value is.'),
});
export type IdentifierRule = z.infer<typeof identifierRule>;

export const netboxOptions = z.strictObject({
  url: httpUrlOption.describe('NetBox or Nautobot itself, without /api: https://netbox.example.'),
  token: secretOption.describe(
    'An API token; one of NetBox’s second kind begins with nbt_. Reading is enough.',
  ),
  uiUrl: httpUrlOption
    .optional()
    .describe('The pages as people reach them; records link to them. No links without it.'),
  identifiers: z
    .array(identifierRule)
    .default([])
    .describe('Further fields that identify: a TL1 identifier, a distinguished name, a CLLI.'),
  clli: field.optional().describe('The field of a site that holds its CLLI.'),
  country: field.optional().describe('The field of a site that holds its country, ISO 3166-1 alpha-2.'),
  webhookSecret: secretOption
    .optional()
    .describe(
      'The secret of webhooks that NetBox sends to /hooks/changes of this source’s host. None are taken without it.',
    ),
  pollSeconds: z
    .number()
    .min(0.05)
    .max(3600)
    .default(2)
    .describe('How often the change log is asked for what is new.'),
  reconcileSeconds: z
    .number()
    .min(1)
    .max(604_800)
    .default(21_600)
    .describe('How often everything is read again, for what no change log tells.'),
  pageSize: z.int().min(1).max(1000).default(500).describe('How many objects are asked for at once.'),
});

export type NetboxOptions = z.infer<typeof netboxOptions>;
