/** What a cut link means for the services that stand on it, as the graph tells it. */
export type Fate =
  /** It worked on the link, and has no second way. */
  | 'DOWN'
  /** It worked on the link, and its second way takes over. */
  | 'SWITCHED'
  /** It works elsewhere; the link was its second way. */
  | 'EXPOSED';

export interface StandingServices {
  readonly edges: readonly {
    readonly node: {
      readonly name: string;
      readonly customer: { readonly name: string } | null;
      readonly supportingResources: {
        readonly edges: readonly { readonly role: string; readonly node: { readonly name: string } | null }[];
      };
    };
  }[];
}

export interface Fated {
  readonly name: string;
  readonly customer: string | null;
  readonly fate: Fate;
}

/** Of services that stand on the circuit, by the part that it plays for each. */
export function fatesOf({ edges }: StandingServices, circuit: string): Fated[] {
  return edges.map(({ node: { name, customer, supportingResources } }) => {
    const legs = supportingResources.edges;
    const works = legs.some(({ role, node }) => role === 'WORKING' && node?.name === circuit);
    const second = legs.some(({ role }) => role === 'PROTECTION');
    const fate = !works ? 'EXPOSED' : second ? 'SWITCHED' : 'DOWN';
    return { name, customer: customer?.name ?? null, fate };
  });
}
