/** The laws of the graph that federation does not check, as a table of rules over all contracts at once. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { DocumentNode } from 'graphql';
import { readRules } from '../rules.ts';
import { connections } from './connections.ts';
import type { Contract } from './contract.ts';
import { described } from './described.ts';
import type { Fault } from './fault.ts';
import { gathered } from './gathered.ts';
import { keyed } from './keyed.ts';
import { knownNames } from './known-names.ts';
import { nullable } from './nullable.ts';
import { oneOwner } from './one-owner.ts';
import { ordered } from './ordered.ts';

type Rule = (contracts: readonly Contract[]) => Fault[];

const RULES: readonly Rule[] = [
  oneOwner,
  keyed,
  nullable,
  connections,
  ordered,
  gathered,
  knownNames,
  described,
];

/** A domain's name and its contract. */
export interface DomainContract {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/** Every breach in these contracts. One that is no valid schema at all is left to composition to refuse. */
export function contractFaults(contracts: readonly DomainContract[]): Fault[] {
  const readable = contracts.flatMap(readContract);
  return unique(RULES.flatMap((rule) => rule(readable)));
}

function readContract({ name, typeDefs }: DomainContract): Contract[] {
  let schema;
  try {
    schema = buildSubgraphSchema(typeDefs);
  } catch {
    return [];
  }
  return [{ domain: name, document: typeDefs, schema, rules: readRules(name, schema) }];
}

/** What is shared breaks a rule in every contract that has it: it is told once, with the domains. */
function unique(faults: readonly Fault[]): Fault[] {
  const byText = new Map<string, Fault>();
  for (const fault of faults) {
    const text = [fault.place, fault.breach, fault.remedy].join('\n');
    const known = byText.get(text);
    const domains = new Set([...(known?.domain.split(', ') ?? []), ...fault.domain.split(', ')]);
    byText.set(text, { ...fault, domain: [...domains].join(', ') });
  }
  return [...byText.values()];
}
