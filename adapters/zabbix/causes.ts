/** Which open problems are held for the cause of others (from 6.4). */
export interface Causes {
  isCause(eventid: string): boolean;
  /** Notes the cause of a problem, "0" for none; gives the ids that became a cause, or ceased to be one. */
  relate(eventid: string, cause: string): string[];
}

export function createCauses(): Causes {
  const causeOf = new Map<string, string>();
  const symptoms = new Map<string, number>();
  return {
    isCause: (eventid) => symptoms.has(eventid),
    relate(eventid, cause) {
      const before = causeOf.get(eventid) ?? '0';
      if (before === cause) return [];
      const changed: string[] = [];
      if (before !== '0') {
        const left = (symptoms.get(before) ?? 1) - 1;
        if (left > 0) symptoms.set(before, left);
        else if (symptoms.delete(before)) changed.push(before);
      }
      if (cause === '0') causeOf.delete(eventid);
      else {
        causeOf.set(eventid, cause);
        if (!symptoms.has(cause)) changed.push(cause);
        symptoms.set(cause, (symptoms.get(cause) ?? 0) + 1);
      }
      return changed;
    },
  };
}
