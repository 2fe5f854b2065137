/** The contracts as text and as executable types. */
import { readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';
import type { Domain } from './domains.ts';

const text = (name: string): string =>
  readFileSync(new URL(`./contracts/${name}.graphql`, import.meta.url), 'utf8');

/** The whole SDL of a domain's contract: what a member of it serves. */
export function contractText(domain: Domain): string {
  return `${text('common')}\n${text(domain)}`;
}

export function contractDocument(domain: Domain): DocumentNode {
  return parse(contractText(domain));
}

/** The committed supergraph that the contracts compose into. */
export function supergraphText(): string {
  return readFileSync(new URL('./supergraph.graphql', import.meta.url), 'utf8');
}
