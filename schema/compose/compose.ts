/** Composes the contracts into the supergraph, after checking what federation itself does not check. */
import { composeServices } from '@apollo/composition';
import { contractDocument } from '../contracts.ts';
import { DOMAINS } from '../domains.ts';

/** The supergraph's SDL. Throws an Error that names every fault with its place and remedy. */
export function composeContracts(): string {
  const services = DOMAINS.map((domain) => ({ name: domain, typeDefs: contractDocument(domain) }));
  const composed = composeServices(services);
  if (composed.errors)
    throw new Error(
      `The contracts do not compose:\n${composed.errors.map((e) => `- ${e.message}`).join('\n')}`,
    );
  if (composed.hints.length > 0)
    throw new Error(
      `The contracts must compose without a hint, but got:\n${composed.hints.map((h) => `- ${h.message}`).join('\n')}`,
    );
  return `${composed.supergraphSdl.trimEnd()}\n`;
}
