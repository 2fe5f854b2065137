/** The `identity` section of a source: how its objects are bound to the resources of the inventories. */
import * as z from 'zod';
import { isSourceName, parseId } from '#schema/ids.ts';
import type { IdentifierType } from '#schema/types/inventory.ts';

const TYPES = {
  NAME: 'NAME',
  FQDN: 'FQDN',
  MANAGEMENT_ADDRESS: 'MANAGEMENT_ADDRESS',
  SERIAL_NUMBER: 'SERIAL_NUMBER',
  MAC_ADDRESS: 'MAC_ADDRESS',
  DISTINGUISHED_NAME: 'DISTINGUISHED_NAME',
  TL1_TID: 'TL1_TID',
  CLLI: 'CLLI',
  PORT_NAME: 'PORT_NAME',
  CIRCUIT_ID: 'CIRCUIT_ID',
  NATIVE_ID: 'NATIVE_ID',
  ALIAS: 'ALIAS',
} as const satisfies { readonly [Type in IdentifierType]: Type };

export const identifierType = z.enum(TYPES);

/** Repeated groups and references back to groups are what makes patterns take for ever; names need neither. */
const ENDLESS = /(?<!\\)\)[+*{]|\\[1-9k]/;

const pattern = z
  .string()
  .min(1)
  .max(200)
  .superRefine((text, context) => {
    const fault = compileFault(text);
    if (fault !== null) {
      context.addIssue({
        code: 'custom',
        message: 'must be a regular expression',
        params: { remedy: `It does not compile: ${fault}.` },
      });
    } else if (ENDLESS.test(text)) {
      context.addIssue({
        code: 'custom',
        message: 'must neither repeat a group nor refer back to one',
        params: { remedy: 'Such a pattern can take for ever; write it as several rules.' },
      });
    }
  });

function compileFault(text: string): string | null {
  try {
    RegExp(text, 'iu');
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const rewriteRule = z.strictObject({
  match: pattern.describe('Regular expression for the whole name, without regard to case.'),
  replace: z.string().max(200).describe('What to write instead; $1 is the first group.'),
});

const aliasEntry = z
  .strictObject({
    name: z.string().trim().min(1).optional().describe('What the source calls the object.'),
    nativeId: z.string().min(1).optional().describe('The source’s own key of the object.'),
    type: identifierType.optional().describe('The kind of name by which the resource is known.'),
    value: z.string().trim().min(1).optional().describe('That name.'),
    id: z
      .string()
      .refine((id) => parseId(id) !== null, 'must be a resource id: <source>/<token>')
      .optional()
      .describe('The id of the resource in the graph, instead of type and value.'),
  })
  .superRefine((entry, context) => {
    const fault = (message: string): void => context.addIssue({ code: 'custom', message });
    if ((entry.name === undefined) === (entry.nativeId === undefined))
      fault('must have either name or nativeId');
    const known = entry.type !== undefined && entry.value !== undefined;
    const half = entry.type !== undefined || entry.value !== undefined;
    if (entry.id === undefined ? !known : half) fault('must have either type and value, or id');
  });

export const identityOptions = z.strictObject({
  namespaces: z
    .array(z.string().refine(isSourceName, 'must be the name of a source'))
    .default([])
    .describe('Only resources whose ids these sources minted. None: any.'),
  regions: z
    .array(z.string().trim().min(1))
    .optional()
    .describe(
      'Only resources in these regions, and none whose region nobody says; an empty list: any. Absent: the regions of the source.',
    ),
  names: z
    .strictObject({
      stripDomains: z
        .array(z.string().trim().min(1))
        .default([])
        .describe('Domains that the source appends to names, e.g. net.example; tried with and without.'),
      rewrite: z
        .array(rewriteRule)
        .max(50)
        .default([])
        .describe('Rules, one after the other, that make an inventory’s name of one of the source.'),
      interfaceNames: z
        .boolean()
        .default(true)
        .describe('Also try Gi0/0/1 as GigabitEthernet0/0/1, and so on.'),
    })
    .prefault({})
    .describe('How names are tried, besides as they are. Case and outer blanks never count.'),
  aliases: z
    .union([
      z.array(aliasEntry),
      z.strictObject({
        file: z
          .string()
          .min(1)
          .describe('CSV with the header nativeName,type,value; a type ID gives the resource’s id.'),
      }),
    ])
    .default([])
    .describe('The operator’s word: what is said here of an object decides alone.'),
  retrySeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(30)
    .describe('How often objects that are not bound are looked up again.'),
  refreshSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(3)
    .describe(
      'How often region and containers of what has alarms, open or of late, are read again, unless their inventory tells that nothing has changed; those of all else twenty times less often.',
    ),
  reviewSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(300)
    .describe(
      'How often it is asked whether serial numbers, addresses and the like still name what is bound by them; less often where that takes more than a tenth of the time.',
    ),
});

export type IdentityOptions = z.output<typeof identityOptions>;
