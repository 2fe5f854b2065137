/** A manifest of the documents that clients were built with: `{ id: text }`, or Apollo's `{ operations: [{ id, body }] }`. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { z } from 'zod';
import { TributaryError } from '#schema/errors.ts';

/** Texts by id. */
export type TrustedDocuments = ReadonlyMap<string, string>;

const manifest = z.union([
  z
    .object({ operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })) })
    .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const)),
  z.record(z.string().min(1), z.string().min(1)).transform((texts) => Object.entries(texts)),
]);

/** @throws TributaryError CONFIGURATION_INVALID with every fault. */
export function readTrustedDocuments(path: string): TrustedDocuments {
  const read = manifest.safeParse(parsed(path));
  if (!read.success)
    throw invalid(path, 'must be {"id": "document"} or {"operations": [{"id": "...", "body": "..."}]}');
  const documents = new Map(read.data);
  const faults = [...documents].flatMap(([id, text]) => {
    try {
      parse(text, { noLocation: true });
      return [];
    } catch (error) {
      return [`document ${JSON.stringify(id)}: ${(error as Error).message}`];
    }
  });
  if (documents.size === 0) faults.push('must hold a document, but got: none');
  if (faults.length > 0) throw invalid(path, faults.join('\n'));
  return documents;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw invalid(path, `must be JSON that can be read, but: ${(cause as Error).message}`);
  }
}

function invalid(path: string, what: string): TributaryError {
  return new TributaryError('CONFIGURATION_INVALID', `The manifest of trusted documents ${path} ${what}.`);
}
