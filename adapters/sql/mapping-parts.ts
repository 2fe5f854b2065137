/** The parts that mappings are made of: relations, columns, references. Each one described, since the docs are made from it. */
import { IANAZone } from 'luxon';
import * as z from 'zod';
import { CONVERSIONS, type Conversion } from './convert.ts';
import type { DialectName } from './dialects/dialect.ts';

export const typeName = z.string().regex(/^[a-z][a-z0-9]{0,31}$/, {
  error: 'must be lower-case letters and digits, beginning with a letter',
});

export const column = z.string().regex(/^[A-Za-z_][A-Za-z0-9_$#]{0,127}$/, {
  error: 'must be a plain column name; rename it in the relation',
});

const selectText = z
  .string()
  .refine((text) => /^\s*(select|with)\b/i.test(text), { error: 'must begin with SELECT or WITH' })
  .refine((text) => !text.includes('\0') && !/;\s*\S/.test(text), { error: 'must be one statement' })
  .transform((text) => text.replace(/[;\s]+$/, ''));

/** A SELECT, or one per dialect where they cannot share it. */
export const relation = z.union([
  selectText.transform((any): RelationSpec => ({ any })),
  z
    .strictObject({
      any: selectText.optional().describe('For every dialect that has none of its own.'),
      postgres: selectText.optional(),
      mysql: selectText.optional().describe('MySQL and MariaDB.'),
      sqlite: selectText.optional(),
    })
    .refine((texts) => Object.values(texts).some((text) => text !== undefined), {
      error: 'must hold at least one SELECT',
    }),
]);
export type RelationSpec = { readonly [Dialect in 'any' | DialectName]?: string | undefined };

export const zone = z.string().refine((name) => IANAZone.isValidZone(name), {
  error: 'must be a zone of the IANA database, e.g. Europe/Madrid',
});

export const keyPart = z.strictObject({
  column: column.describe('The column.'),
  type: z.enum(['number', 'text']).describe('number: a whole number from 0 to 2^63-1. text: anything else.'),
  plain: z
    .boolean()
    .default(false)
    .describe(
      'Of a text: it holds no outer blanks and compares by code point, so that its index can be used.',
    ),
});
export const key = listOrOne(keyPart);

const exactlyOne = { error: 'must have exactly one of column and value' };
const conversion = z.enum(CONVERSIONS).describe('How the text is read; by default what its field needs.');

/** A field that holds text, a number or an instant: a column's name, or more about it. */
export const field = z.union([
  column.transform((name): FieldSpec => ({ column: name, otherwise: 'keep', required: false })),
  z
    .strictObject({
      column: column.optional(),
      value: z.union([z.string(), z.number()]).optional().describe('A constant.'),
      as: conversion.optional(),
      map: z.record(z.string(), z.string()).optional().describe('Raw text (without outer blanks) to value.'),
      otherwise: z
        .enum(['keep', 'null'])
        .default('keep')
        .describe('What becomes of a text that is not in `map`.'),
      zone: zone.optional().describe('The zone of its times, where it is another than the mapping’s.'),
      format: z.string().min(1).optional().describe('luxon’s format of its times or dates.'),
      separator: z.string().min(1).optional().describe('Of a field that holds a list: what stands between.'),
      required: z.boolean().default(false).describe('A row without it is left out, counted and logged once.'),
    })
    .refine((spec) => (spec.column === undefined) !== (spec.value === undefined), exactlyOne),
]);
export interface FieldSpec {
  readonly column?: string | undefined;
  readonly value?: string | number | undefined;
  readonly as?: Conversion | undefined;
  readonly map?: Readonly<Record<string, string>> | undefined;
  readonly otherwise: 'keep' | 'null';
  readonly zone?: string | undefined;
  readonly format?: string | undefined;
  readonly separator?: string | undefined;
  readonly required: boolean;
}

/** A field that holds one of the contract's words. A text that is not in `map` is null; it is kept as a characteristic. */
export function wordField<const Words extends readonly [string, ...string[]]>(words: Words) {
  const word = z.enum(words);
  return z.union([
    column.transform((name): WordSpec => ({ column: name })),
    z
      .strictObject({
        column: column.optional(),
        value: word.optional().describe('A constant.'),
        map: z
          .record(z.string(), word)
          .optional()
          .describe(
            'Raw text (without outer blanks) to word; without it the column holds the words themselves.',
          ),
      })
      .refine((spec) => (spec.column === undefined) !== (spec.value === undefined), exactlyOne),
  ]);
}
export interface WordSpec {
  readonly column?: string | undefined;
  readonly value?: string | undefined;
  readonly map?: Readonly<Record<string, string>> | undefined;
}

const identifierTypes = [
  'NAME',
  'FQDN',
  'MANAGEMENT_ADDRESS',
  'SERIAL_NUMBER',
  'MAC_ADDRESS',
  'DISTINGUISHED_NAME',
  'TL1_TID',
  'CLLI',
  'PORT_NAME',
  'CIRCUIT_ID',
  'ALIAS',
] as const;

export const identifier = z.strictObject({
  type: z.enum(identifierTypes),
  column,
  scope: typeName.optional().describe('The ancestor within which it is unique.'),
  plain: z
    .boolean()
    .default(false)
    .describe(
      'It is looked up as it is written, without regard to case only by the column’s own collation, so that its index is used.',
    ),
});
export type IdentifierSpec = z.output<typeof identifier>;

const foreignName = {
  name: column.describe('What this source calls it.'),
  key: column.optional().describe('This source’s stable key of it; without it the name.'),
  type: z.enum(identifierTypes).describe('What kind of name it is.'),
  plain: z
    .boolean()
    .default(false)
    .describe(
      'Its rows are looked up by it as it is written, without a look at outer blanks, so that its index is used.',
    ),
};

/** Something that another source enumerates: bound by what this source calls it. */
export const foreign = z.strictObject({
  ...foreignName,
  kind: z
    .enum(['SITE', 'DEVICE', 'CARD', 'PORT', 'LINK'])
    .optional()
    .describe('What it is, where it is an ancestor.'),
  within: z
    .strictObject(foreignName)
    .optional()
    .describe('What the name is unique in, e.g. the device of a port.'),
});
export type ForeignSpec = z.output<typeof foreign>;

/** A record of this source by its key, or something of another source. */
export const reference = z
  .strictObject({
    type: typeName.optional(),
    column: listOrOne(column).optional().describe('Its key, column by column.'),
    foreign: foreign.optional(),
    optional: z
      .boolean()
      .default(false)
      .describe('Of an ancestor: where it is absent the next one contains the record directly.'),
  })
  .refine((ref) => (ref.type !== undefined && ref.column !== undefined) !== (ref.foreign !== undefined), {
    error: 'must have either type and column, or foreign',
  });
export type ReferenceSpec = z.output<typeof reference>;

/** Records that were merged into others of their type. */
export const formerKeys = z.strictObject({
  relation: relation.describe('One row per record that was merged into another one.'),
  former: listOrOne(column).describe('The key that it had, column by column.'),
  current: listOrOne(column).describe('The key of the record that it is a part of now.'),
});

/** Alternatives: the first that is there. */
export const references = listOrOne(reference);

function listOrOne<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item).min(1).max(4), item.transform((one) => [one])]);
}
