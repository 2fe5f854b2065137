// The REST client of the seeds of NetBox and Nautobot: both take lists of objects, and refuse a list as a whole.
export function dcimApi(url, authorization) {
  const call = async (method, path, body) => {
    const response = await fetch(`${url}/api/${path}`, {
      method,
      headers: {
        authorization,
        accept: 'application/json',
        'content-type': 'application/json',
        // Servers end idle connections after a second or two: a change must not meet one that just ends.
        connection: 'close',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(120_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  };
  /** Made in their order; the answer has them in it, too. */
  const create = async (path, rows) => {
    const made = [];
    for (let from = 0; from < rows.length; from += 100)
      made.push(...(await call('POST', path, rows.slice(from, from + 100))));
    return made;
  };
  return { call, create };
}
/** What was made, by what it was made of. */
export const index = (rows, made, key) => new Map(rows.map((row, k) => [key(row), made[k].id]));
export const unique = (values) => [...new Set(values)];
