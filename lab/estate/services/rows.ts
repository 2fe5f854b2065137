/** What the service inventory holds: the customers and services of every region that have been moved into it. */
import type { Row, Tables } from '../database.ts';
import { type Customer, type Link, type Network, type Service, deviceOf } from '../network/network.ts';
import { equipment, mistyped, shortInterface } from './spelling.ts';

const STATE = { ACTIVE: 'active', SUSPENDED: 'active', RESERVED: 'reserved' } as const;
/** One endpoint in so many services names a box that is nowhere. */
const ONE_MISTYPED_IN = 290;
const FIRST_MISTYPED = 9;

export function serviceTables(network: Network): Tables {
  const services = network.services.filter(({ keeper }) => keeper === 'inventory');
  const partyId = ({ number }: Customer): string =>
    `C${String(network.unit).padStart(3, '0')}${String(number).padStart(4, '0')}`;
  return {
    party: network.customers
      .filter(({ keeper }) => keeper === 'inventory')
      .map((customer) => ({
        party_id: partyId(customer),
        trading_as: customer.name,
        market: customer.region,
        segment: customer.tier,
      })),
    service: services.map((service) => ({
      service_id: service.key,
      title: service.name,
      product: service.type,
      party_id: partyId(service.customer),
      market: service.region,
      state: STATE[service.state],
      held: service.state === 'SUSPENDED' ? 1 : 0,
      started_at: `${service.since}T00:00:00Z`,
    })),
    endpoint: services.flatMap((service, i) => endpointRows(service, i % ONE_MISTYPED_IN === FIRST_MISTYPED)),
    hop: services.flatMap((service) => [
      ...hopRows(service, 'main', service.working),
      ...hopRows(service, 'backup', service.protection),
    ]),
    component: services.flatMap((service) =>
      service.builtFrom.map((part) => ({ service_id: service.key, part_id: part.key })),
    ),
  };
}

function endpointRows({ key, endpoints }: Service, wrong: boolean): Row[] {
  return endpoints.map((port, i) => ({
    service_id: key,
    position: i + 1,
    equipment: wrong && i === 0 ? mistyped(port) : equipment(deviceOf(port)),
    interface: shortInterface(port),
  }));
}

function hopRows({ key }: Service, path: string, links: readonly Link[]): Row[] {
  const layers = { circuit: links, fibre: [...new Set(links.flatMap(({ fibres }) => fibres))] };
  return Object.entries(layers).flatMap(([layer, some]) =>
    some.map(({ circuit }, i) => ({
      service_id: key,
      path,
      layer,
      position: i + 1,
      circuit: circuit.toLowerCase(),
    })),
  );
}
