/**
 * A part that was put somewhere else. The source still watches it by way of the element in which it was; the inventory knows better
 * where it is. What is no part of the element, such as a link that ends at it, never leaves it.
 */
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { Binder } from '../identity/binder.ts';
import type { HasLeft } from '../filter/alarms.ts';

export function leaving(binder: Pick<Binder, 'binding' | 'boundTo' | 'isPartOf'>): HasLeft {
  return ({ objectBinding, managedElement }: AlarmRecord) => {
    const object = objectBinding?.nativeId ?? null;
    if (object === null || !managedElement) return false;
    const place = binder.binding(object);
    // Nobody says where it is: then it is where the source has it.
    const around = place?.ancestorIds ?? [];
    if (around.length === 0 || around.includes(managedElement.id)) return false;
    return binder.boundTo(managedElement.id).some((element) => binder.isPartOf(object, element));
  };
}
