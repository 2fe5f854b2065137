/** How those who order services write down what the network is made of: as no inventory does. */
import { type Device, type Port, deviceOf } from '../network/network.ts';

/** What turns it round, for the configuration: PAR/ER/01 -> PAR-ER1. */
export const EQUIPMENT_RULE = { match: '([a-z]{3}[0-9]*)/([a-z]+)/0*([0-9]+)', replace: '$1-$2$3' } as const;

/** PAR-ER1 -> PAR/ER/01. */
export function equipment({ key }: Device): string {
  const [, site = '', role = '', number = ''] = /^(\w+)-([A-Z]+)(\d+)$/.exec(key) ?? [];
  return `${site}/${role}/${number.padStart(2, '0')}`;
}

/** TenGigE0/0/0/3 -> Te0/0/0/3; what has no short form, in lower case. */
export function shortInterface({ name }: Port): string {
  const short = name
    .replace(/^HundredGigE/, 'Hu')
    .replace(/^TenGigE/, 'Te')
    .replace(/^Ethernet/, 'Eth');
  return short === name ? name.toLowerCase() : short;
}

/** Somebody typed the wrong box: there is no such thing. */
export function mistyped(port: Port): string {
  return equipment(deviceOf(port)).replace(/\d+$/, '77');
}
