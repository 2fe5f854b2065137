/** One question to one member. */
import type { Domain } from '#schema/domains.ts';
import { pathOf } from '../workloads/noc/members.ts';
import type { Send } from './members.ts';

/** `opening` is the request up to its variables, `variables` those as JSON. */
export type Ask = <Answer>(
  source: string,
  domain: Domain,
  opening: string,
  variables: string,
) => Promise<Answer>;

/** @throws Error where a member says that something went wrong: half a screen is none. */
export function asking(send: Send): Ask {
  return async <Answer>(source: string, domain: Domain, opening: string, variables: string) => {
    const text = await send(pathOf({ source, domain }), `${opening}${variables}}`);
    const { data, errors } = JSON.parse(text) as { data?: Answer; errors?: readonly { message: string }[] };
    if (errors || !data) throw new Error(`${source} could not answer: ${errors?.[0]?.message}`);
    return data;
  };
}
