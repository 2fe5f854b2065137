/** Two regions with an inventory and a fault manager each, whose answers a test changes, and what a client is told of it. */
import type { FormattedExecutionResult } from 'graphql';
import type { MemberResponse } from '#schema/ports/member.ts';
import { type TestMember, type TestRecord, recordMember } from './record-member.ts';

const alarm = (id: string, second: number, object: string, parent: string | null = null): TestRecord => ({
  id,
  perceivedSeverity: 'MAJOR',
  alarmReportingTime: `2026-01-01T00:00:0${second}.000Z`,
  alarmedObjectId: object,
  parentAlarmId: parent,
});

export function estate() {
  const west = recordMember(
    'inventory',
    'west',
    [
      { id: 'west/r1', name: 'r1', containerId: 'east/site' },
      { id: 'west/r2', name: 'r2', containerId: 'west/r1' },
    ],
    { regions: ['west'] },
  );
  const east = recordMember(
    'inventory',
    'east',
    [
      { id: 'east/site', name: 'site' },
      { id: 'east/r3', name: 'r3', containerId: 'west/r1' },
    ],
    { regions: ['east'] },
  );
  const fmWest = recordMember('faults', 'fm-west', [
    alarm('fm-west/1', 5, 'west/r1'),
    alarm('fm-west/2', 3, 'west/r2', 'fm-east/1'),
  ]);
  const fmEast = recordMember('faults', 'fm-east', [
    alarm('fm-east/1', 4, 'east/r3', 'fm-west/1'),
    alarm('fm-east/2', 2, 'west/r1'),
  ]);
  return { west, east, fmWest, fmEast, members: [west, east, fmWest, fmEast] };
}

/** Changes what a member answers. */
export function changed(member: TestMember, change: (response: MemberResponse) => MemberResponse): void {
  const answer = member.execute;
  member.execute = async (request, call) => change(await answer(request, call));
}

/** Of each error where it is, whose, its code and its words. */
export const told = (result: FormattedExecutionResult) =>
  (result.errors ?? []).map(({ path, message, extensions }) => [
    path?.join('.'),
    extensions?.['source'],
    extensions?.['code'],
    message,
  ]);
export const LIST = '{ alarms { complete edges { node { id } } } }';
export const westAlone = {
  alarms: { complete: false, edges: [{ node: { id: 'fm-west/1' } }, { node: { id: 'fm-west/2' } }] },
};
