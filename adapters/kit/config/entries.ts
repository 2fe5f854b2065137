/** The entries of the file's lists as they are written, whatever else is wrong with them. */
export type Mapping = Readonly<Record<string, unknown>>;

export interface Entry {
  readonly entry: Mapping;
  readonly index: number;
}

/** The mappings in a list of the file, with their places in it. */
export function entries(raw: unknown, list: 'sources' | 'members' | 'precedence'): readonly Entry[] {
  const values = isMapping(raw) ? raw[list] : undefined;
  if (!Array.isArray(values)) return [];
  return values.flatMap((entry: unknown, index) => (isMapping(entry) ? [{ entry, index }] : []));
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
