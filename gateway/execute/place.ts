/** Where something stands in the answer. Only errors show it: until then a place knows what it is below, and no more. */
export type Path = readonly (string | number)[];

export type Place = Path | PlaceBelow;

interface PlaceBelow {
  readonly above: Place;
  readonly part: string | number;
}

export function below(above: Place, part: string | number): Place {
  return { above, part };
}

export function pathOf(place: Place): Path {
  const parts: (string | number)[] = [];
  let at = place;
  for (; 'above' in at; at = at.above) parts.push(at.part);
  return [...at, ...parts.reverse()];
}
