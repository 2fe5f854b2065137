/** The domains of operations that have a contract, in the order in which they are composed. */
export const DOMAINS = ['inventory', 'faults', 'services'] as const;
export type Domain = (typeof DOMAINS)[number];
