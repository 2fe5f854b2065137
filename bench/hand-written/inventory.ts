/** The resources of a screen: from the inventory that minted each, and the ends of links that are in another one from there. */
import type { Place, PlacesAnswer, Resource, ResourcesAnswer } from './answers.ts';
import type { Ask } from './ask.ts';
import { IdsBySource, sourceOf } from './ids.ts';
import { PLACES, RESOURCES, representations } from './queries.ts';

export interface Resources {
  readonly elements: ReadonlyMap<string, object>;
  readonly objects: ReadonlyMap<string, Resource>;
}

type Link = NonNullable<Resource['link']>;

export async function resources(
  ask: Ask,
  elementIds: IdsBySource,
  objectIds: IdsBySource,
): Promise<Resources> {
  const elements = new Map<string, object>();
  const objects = new Map<string, Resource>();
  const abroad = new IdsBySource();
  const links: Link[] = [];
  const sources = new Set([...elementIds.sources, ...objectIds.sources]);
  await Promise.all(
    [...sources].map(async (source) => {
      const mine = [...elementIds.of(source)];
      const ours = [...objectIds.of(source)];
      const variables = `{"elements":${representations('Resource', mine)},"objects":${representations('Resource', ours)}}`;
      const answer = await ask<ResourcesAnswer>(source, 'inventory', RESOURCES, variables);
      for (const [i, id] of mine.entries()) elements.set(id, answer.elements[i] ?? {});
      for (const [i, id] of ours.entries()) {
        const object = answer.objects[i];
        if (!object) continue;
        objects.set(id, object);
        if (!object.link) continue;
        links.push(object.link);
        for (const end of [object.link.aEnd, object.link.zEnd] as (Place | null)[])
          if (end && sourceOf(end.id) !== source) abroad.add(end.id);
      }
    }),
  );
  const places = await placesOf(ask, abroad);
  for (const link of links) {
    link.aEnd = placeOf(places, link.aEnd as Place | null);
    link.zEnd = placeOf(places, link.zEnd as Place | null);
  }
  return { elements, objects };
}

async function placesOf(ask: Ask, ids: IdsBySource): Promise<ReadonlyMap<string, object>> {
  const found = new Map<string, object>();
  await Promise.all(
    ids.sources.map(async (source) => {
      const mine = [...ids.of(source)];
      const variables = `{"places":${representations('Resource', mine)}}`;
      const { places } = await ask<PlacesAnswer>(source, 'inventory', PLACES, variables);
      for (const [i, id] of mine.entries()) found.set(id, places[i] ?? {});
    }),
  );
  return found;
}

function placeOf(places: ReadonlyMap<string, object>, end: Place | null): object | null {
  if (!end) return null;
  const { id, name, device, site } = end;
  return places.get(id) ?? { name, device, site };
}
