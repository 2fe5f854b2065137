/** The resources of a screen: from the inventory that minted each, and the ends of links that are in another one from there. */
import type { Place, PlacesAnswer, Resource, ResourcesAnswer } from './answers.ts';
import type { Ask } from './ask.ts';
import { PLACES, RESOURCES, representations } from './queries.ts';
import { References, fill, sourceOf } from './references.ts';

/** Fills them. */
export async function resources(
  ask: Ask,
  elements: References<object>,
  objects: References<Resource>,
): Promise<void> {
  const elementsOf = elements.bySource();
  const objectsOf = objects.bySource();
  const places = new References<object>();
  const sources = new Set([...elementsOf.keys(), ...objectsOf.keys()]);
  await Promise.all(
    [...sources].map(async (source) => {
      const mine = elementsOf.get(source) ?? [];
      const ours = objectsOf.get(source) ?? [];
      const variables = `{"elements":${representations('Resource', mine)},"objects":${representations('Resource', ours)}}`;
      const answer = await ask<ResourcesAnswer>(source, 'inventory', RESOURCES, variables);
      fill(mine, answer.elements);
      fill(ours, answer.objects);
      for (const { link } of answer.objects) {
        if (!link) continue;
        for (const end of [link.aEnd, link.zEnd] as (Place | null)[])
          if (end && sourceOf(end.id) !== source) places.to(end.id);
      }
    }),
  );
  await fillPlaces(ask, places);
  const known = new Map(places.all.map(({ id, record }) => [id, record]));
  for (const { record } of objects.all) {
    if (!record?.link) continue;
    record.link.aEnd = placeOf(known, record.link.aEnd as Place | null);
    record.link.zEnd = placeOf(known, record.link.zEnd as Place | null);
  }
}

async function fillPlaces(ask: Ask, places: References<object>): Promise<void> {
  await Promise.all(
    [...places.bySource()].map(async ([source, mine]) => {
      const variables = `{"places":${representations('Resource', mine)}}`;
      fill(mine, (await ask<PlacesAnswer>(source, 'inventory', PLACES, variables)).places);
    }),
  );
}

function placeOf(known: ReadonlyMap<string, object | null>, end: Place | null): object | null {
  if (!end) return null;
  const { id, name, device, site } = end;
  return known.get(id) ?? { name, device, site };
}
