/** The shape of tributary.yaml, but for the `options` of each adapter. docs/configuration.md is generated from it. */
import * as z from 'zod';
import { DOMAINS } from '#schema/domains.ts';
import { isSourceName } from '#schema/ids.ts';
import { identityOptions } from '../identity/config.ts';
import { httpUrlOption } from './url.ts';

const sourceName = z
  .string()
  .refine(isSourceName, 'must be a DNS label: lower-case letters, digits and inner hyphens, at most 63');

const regions = z.array(z.string().trim().min(1)).default([]);

export const sourceSchema = z.strictObject({
  name: sourceName.describe('Names the source, and stands first in every id that it mints: never rename it.'),
  adapter: z.string().min(1).describe('The adapter that speaks to it.'),
  regions: regions.describe('The regions whose records it holds. None: any.'),
  domains: z
    .array(z.enum(DOMAINS))
    .min(1)
    .optional()
    .describe(
      'The domains that it is asked for. Absent: all that it holds anything of or, with an `endpoint`, all that its adapter can serve.',
    ),
  endpoint: httpUrlOption
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'Where an adapter subgraph serves it, under /inventory, /faults and /services. Absent: the gateway serves it in its own process.',
    ),
  timeoutMs: z
    .int()
    .min(1)
    .max(600_000)
    .default(5000)
    .describe('How long one call to the source may take, milliseconds.'),
  concurrency: z.int().min(1).max(1000).default(4).describe('How many calls may be under way at once.'),
  maxResponseBytes: z
    .int()
    .min(1024)
    .max(512 * 1024 * 1024)
    .default(32 * 1024 * 1024)
    .describe('The longest answer that is read, bytes after unpacking.'),
  identity: identityOptions
    .prefault({})
    .describe('How its objects are bound to the resources of the inventories.'),
  options: z.unknown().optional().describe('The adapter’s own; see there.'),
});

export const memberSchema = z.strictObject({
  source: sourceName.describe('The source whose records it serves.'),
  domain: z.enum(DOMAINS).describe('The contract that it serves.'),
  url: httpUrlOption.describe('Its GraphQL endpoint.'),
  role: z
    .enum(['ENUMERATES', 'CONTRIBUTES'])
    .default('ENUMERATES')
    .describe('Whether its records appear in lists, or it only adds fields to those of others.'),
  regions: regions.describe('The regions whose records it holds. None: any.'),
  contributes: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe(
      'Of a contributor, per entity type: the fields it can say something of. Under Query: resolve, where it answers that too.',
    ),
});

const limit = (otherwise: number, max: number, what: string) =>
  z.int().min(1).max(max).default(otherwise).describe(what);

export const limitsSchema = z.strictObject({
  maxTokens: limit(10_000, 100_000, 'Words and signs of a document; comments and white space do not count.'),
  maxDepth: limit(30, 35, 'Levels of fields within fields, fragments written out.'),
  maxAliases: limit(200, 100_000, 'Aliases in a document.'),
  maxRootFields: limit(50, 10_000, 'Fields at the root of an operation, fragments written out.'),
  maxDirectives: limit(200, 100_000, 'Directives in a document.'),
  maxDefinitions: limit(100, 1000, 'Operations and fragments in a document.'),
  maxFields: limit(5000, 100_000, 'Fields of an operation, fragments written out.'),
  maxCost: limit(
    500_000,
    1_000_000_000,
    'Objects that an operation may bring, as far as the request says `first`; every other list or page counts as 10.',
  ),
  planningMs: limit(150, 10_000, 'What planning an operation may take, milliseconds.'),
});

export const gatewaySchema = z.strictObject({
  maxBodyBytes: z
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(1024 * 1024)
    .describe('The largest request that is read, bytes.'),
  deadlineMs: z
    .int()
    .min(1)
    .max(600_000)
    .default(10_000)
    .describe('How long an operation may take, milliseconds; a client can ask for less.'),
  limits: limitsSchema
    .prefault({})
    .describe('What one operation may ask for. Whatever exceeds a limit is refused before anybody is asked.'),
  trustedDocuments: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A manifest of documents, beside this file: {"id": "document"} or {"operations": [{"id", "body"}]}. Where given, no other document is executed for anybody but sources in processes of their own: theirs are known.',
    ),
  coalesce: z
    .boolean()
    .default(true)
    .describe(
      'Requests to a member elsewhere that ask the same while one of them is under way become one, unless they change something. TRIBUTARY_COALESCE goes before it.',
    ),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .optional()
    .describe('What is logged; LOG_LEVEL goes before it.'),
});

export const precedenceSchema = z.strictObject({
  type: z.string().min(1).describe('The entity, e.g. Resource.'),
  fields: z.array(z.string().min(1)).min(1).describe('Its fields, e.g. equipment.'),
  sources: z.array(sourceName).min(1).describe('Who goes first for them, in this order.'),
});

export const configurationSchema = z.strictObject({
  version: z.literal(1).describe('The version of this format: 1.'),
  gateway: gatewaySchema.prefault({}).describe('The gateway itself.'),
  sources: z.array(sourceSchema).default([]).describe('The systems that our adapters speak to.'),
  members: z
    .array(memberSchema)
    .default([])
    .describe(
      'Members that are not one of our adapters: any server, in any language, that serves a contract.',
    ),
  precedence: z
    .array(precedenceSchema)
    .default([])
    .describe(
      'Whose word counts where several sources say something of the same field. Without: that of the owner, then of contributors in the order of this file.',
    ),
});

/** A source of the configuration. `options` is what its adapter's schema makes of them. */
export type SourceConfiguration = z.output<typeof sourceSchema>;
export type MemberConfiguration = z.output<typeof memberSchema>;
export type GatewayConfiguration = z.output<typeof gatewaySchema>;

export interface Configuration extends z.output<typeof configurationSchema> {
  /** Relative paths in it start here. */
  readonly configDir: string;
}
