/**
 * Which document a request means: the one that it brings, or one that is known by the SHA-256 of its text (automatic persisted queries).
 * Where there is a manifest of trusted documents, none but those and the questions of sources that bind in processes of their own.
 */
import { createHash } from 'node:crypto';
import { bindingQuestions } from '#schema/binding-questions.ts';
import { TributaryError } from '#schema/errors.ts';
import type { DocumentStore } from './document-store.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

export interface DocumentRequest {
  readonly query: string | undefined;
  /** As the client gives it: of a persisted query the SHA-256 of its text, in hexadecimal; of a trusted document its id. */
  readonly documentId: string | undefined;
}

export interface AdmittedDocument {
  readonly query: string;
  /** Keeps it for those who come with its hash alone, as soon as it has proven to be one that can be executed. */
  keep?(): Promise<void>;
}

/** @throws TributaryError where the document is unknown, not what its hash says, or not trusted. */
export type Admit = (request: DocumentRequest) => Promise<AdmittedDocument>;

export function admitKnown(store: DocumentStore): Admit {
  return async ({ query, documentId }) => {
    if (documentId === undefined) return { query: query ?? missing() };
    const hash = documentId.toLowerCase();
    if (query === undefined) return { query: (await store.get(hash)) ?? unknown() };
    if (sha256(query) !== hash)
      throw new TributaryError('BAD_USER_INPUT', '`sha256Hash` must be the SHA-256 of `query`, but is not.');
    return { query, keep: () => store.put(hash, query) };
  };
}

export function admitTrusted(documents: TrustedDocuments): Admit {
  const texts = new Set([...documents.values(), ...bindingQuestions()]);
  return async ({ query, documentId }) => {
    const known = documentId === undefined ? query : documents.get(documentId);
    if (known === undefined && documentId === undefined) missing();
    if (known === undefined || !texts.has(known) || (query !== undefined && query !== known))
      throw new TributaryError(
        'DOCUMENT_NOT_TRUSTED',
        'A document must be one of the manifest of trusted documents, but this one is not.',
      );
    return { query: known };
  };
}

function missing(): never {
  throw new TributaryError('BAD_USER_INPUT', '`query` must be a text, but got: nothing.');
}

/** The message is the one that clients look for. */
function unknown(): never {
  throw new TributaryError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
