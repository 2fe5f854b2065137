/** Composes the contracts into the supergraph, after checking what federation itself does not check. */
import { composeServices } from '@apollo/composition';
import { contractDocument } from '../contracts.ts';
import { DOMAINS } from '../domains.ts';
import { type DomainContract, contractFaults } from './check.ts';
import { faultLine } from './fault.ts';

/** The supergraph's SDL. Throws an Error that names every fault with its place and remedy. */
export function composeContracts(): string {
  return composeAll(DOMAINS.map((name) => ({ name, typeDefs: contractDocument(name) })));
}

/** The same for any contracts. */
export function composeAll(contracts: readonly DomainContract[]): string {
  const composed = composeServices([...contracts]);
  const faults = [
    ...contractFaults(contracts).map(faultLine),
    ...(composed.errors ?? []).map((error) => error.message),
    ...(composed.hints ?? []).map(
      (hint) => `Contracts must compose without a hint, but got: ${hint.message}`,
    ),
  ];
  if (faults.length > 0 || composed.supergraphSdl === undefined) {
    throw new Error(`The contracts do not compose:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
  return `${composed.supergraphSdl.trimEnd()}\n`;
}
