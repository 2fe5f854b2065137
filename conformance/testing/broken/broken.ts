/** A member that is good but for one thing, and the places where it can be broken: its port, what it is asked, what it answers. */
import type { Domain } from '#schema/domains.ts';
import type { FaultsPort } from '#schema/ports/faults.ts';
import type { Options } from '../../law.ts';
import { isRecord } from '../../member.ts';

export type Rec = Record<string, unknown>;

export interface Asked {
  readonly query: string;
  readonly variables: Rec;
}

export interface Answered {
  data?: Rec | null;
  errors?: Rec[];
  extensions?: Rec;
}

export interface Broken {
  readonly law: string;
  readonly what: string;
  /** Part of what the law says of it, where it checks more than one thing. */
  readonly says?: string;
  readonly domain: Domain;
  readonly faults?: (port: FaultsPort) => FaultsPort;
  readonly request?: (asked: Asked) => Asked;
  readonly answer?: (answer: Answered, asked: Asked) => Answered;
  readonly options?: Partial<Options>;
}

/** A copy with every object inside changed, inner ones first. */
export function everywhere(value: unknown, change: (object: Rec, key: string) => Rec, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => everywhere(one, change, key));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, everywhere(inner, change, name)]);
  return change(Object.fromEntries(entries) as Rec, key);
}

export const inData =
  (change: (object: Rec, key: string) => Rec) =>
  (answer: Answered): Answered => ({
    ...answer,
    data: (everywhere(answer.data ?? null, change) as Rec | undefined) ?? null,
  });

export const inConnections = (change: (connection: Rec) => Rec) =>
  inData((object) => (Array.isArray(object['edges']) ? change(object) : object));

export const inEntities =
  (change: (entities: (Rec | null)[]) => unknown[]) =>
  (answer: Answered): Answered => {
    const entities = answer.data?.['_entities'];
    return Array.isArray(entities)
      ? { ...answer, data: { ...answer.data, _entities: change(entities as Rec[]) } }
      : answer;
  };

export const inFilter =
  (change: (filter: Rec) => Rec) =>
  (asked: Asked): Asked => {
    const filter = asked.variables['filter'];
    return isRecord(filter) ? { ...asked, variables: { ...asked.variables, filter: change(filter) } } : asked;
  };

export const withAlarms =
  (alarms: (good: FaultsPort['alarms']) => FaultsPort['alarms']) =>
  (port: FaultsPort): FaultsPort => ({
    ...port,
    alarms: alarms(port.alarms),
  });
