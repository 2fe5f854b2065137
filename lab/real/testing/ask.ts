/** GraphQL over HTTP, as any client would ask. */

export interface SourceInAnswer {
  readonly source: string;
  readonly domain: string;
  readonly status: 'OK' | 'PARTIAL' | 'MISSING';
  readonly requests: number;
  readonly stale: boolean;
  readonly code?: string;
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly source?: string; readonly domain?: string };
  }[];
  readonly extensions?: { readonly sources: readonly SourceInAnswer[] };
}

/** Whatever comes, errors too. */
export async function ask<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer<Data>;
}

/** The data of an answer without any error. */
export async function dataOf<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(url, query, variables);
  if (errors) throw new Error(`There must be no error, but got: ${JSON.stringify(errors)}.`);
  return data;
}
