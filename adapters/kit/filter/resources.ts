/** Which resources a ResourceFilter admits. */
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { ResourceFilter } from '#schema/types/inventory.ts';
import { type Conditions, anyOf, matcherOf, on, onAny } from './conditions.ts';
import { textMatcher } from './text.ts';

const CONDITIONS: Conditions<ResourceRecord, ResourceFilter> = {
  kind: (wanted) => on(anyOf(wanted), (resource) => resource.kind),
  resourceType: (wanted) => on(anyOf(wanted), (resource) => resource.resourceType),
  name: (wanted) => on(textMatcher(wanted), (resource) => resource.name),
  // Contained in one of these: nothing contains itself.
  within: (wanted) => onAny(anyOf(wanted), (resource) => resource.ancestorIds),
  region: (wanted) => on(anyOf(wanted), (resource) => resource.region),
  technology: (wanted) => onAny(anyOf(wanted), (resource) => resource.technology),
  operationalState: (wanted) => on(anyOf(wanted), (resource) => resource.operationalState),
  lifecycleState: (wanted) => on(anyOf(wanted), (resource) => resource.lifecycleState),
  vendor: (wanted) => on(anyOf(wanted), (resource) => resource.equipment?.vendor),
  role: (wanted) => on(anyOf(wanted), (resource) => resource.equipment?.role),
};

/** A test of one filter, made once for many records. Needs the records' `ancestorIds` where the filter says `within`. */
export function resourceMatcher(filter: ResourceFilter | null): (resource: ResourceRecord) => boolean {
  return matcherOf(CONDITIONS, filter);
}

export function matchesResource(resource: ResourceRecord, filter: ResourceFilter | null): boolean {
  return resourceMatcher(filter)(resource);
}
