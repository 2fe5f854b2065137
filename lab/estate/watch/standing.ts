/** What is wrong when the estate starts: a network operations centre on a usual day. */
import { endOf, linkCalled, deviceCalled } from '../network/find.ts';
import { type Manager, type Network, deviceOf } from '../network/network.ts';
import type { Standing } from './condition.ts';
import { EASTERN_STORIES } from './eastern-stories.ts';
import { routineOf } from './routine.ts';
import { symptomsOf } from './symptoms.ts';
import { WESTERN_STORIES } from './western-stories.ts';

/** The wavelength below it has no light from Paris any more; both managers complain about it. */
export const BROKEN_TRUNK = '100GE/PAR-CR1-FRA-CR1/001';
const BROKE_MINUTES_AGO = 14;
/** Besides what has a story; further networks are there to be many, so there is much more wrong in them. */
const ROUTINE = 14;
const ROUTINE_OF_FURTHER_UNITS = 300;

/** Of the estate itself the stories too; of further units routine alone. */
export function standingOf(network: Network, manager: Manager): Standing[] {
  if (network.unit > 0) return routineOf(network, manager, ROUTINE_OF_FURTHER_UNITS);
  const stories = manager === 'west' ? WESTERN_STORIES : EASTERN_STORIES;
  const own = [
    ...broken(network, manager),
    ...customerPort(network, manager),
    ...stories.map((one) => ({ ...one, manager })),
  ];
  const told = new Set(own.map(({ on }) => on));
  return [...own, ...routineOf(network, manager, ROUTINE).filter(({ on }) => !told.has(on))];
}

function broken(network: Network, manager: Manager): Standing[] {
  const [channel] = linkCalled(network, BROKEN_TRUNK).carriers;
  if (!channel) throw new Error(`${BROKEN_TRUNK} must ride on a channel.`);
  const laser = endOf(channel, deviceCalled(network, 'PAR-WDM1'));
  return symptomsOf(network, { ports: [laser] })
    .filter((one) => one.manager === manager)
    .map((one) => ({ ...one, episodes: [{ began: BROKE_MINUTES_AGO }] }));
}

/** Where the first service begins, which is protected: but not at its end. */
function customerPort({ services }: Network, manager: Manager): Standing[] {
  const [port] = services[0]?.endpoints ?? [];
  if (!port || deviceOf(port).site.manager !== manager) return [];
  const condition = {
    text: 'Customer port is down',
    severity: 4,
    port: port.name,
    type: 'communicationsAlarm',
    cause: 'lossOfSignal',
  } as const;
  return [{ ...condition, manager, on: deviceOf(port).key, episodes: [{ began: 8 }] }];
}
