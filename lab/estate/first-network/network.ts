/** The network of the embedded estate: one coherent description, from which both databases and both fault managers are filled. */
export { CUSTOMERS, type Customer } from './customers.ts';
export { CARDS, DEVICES, PORTS, type Card, type Device, type Port, type Role } from './devices.ts';
export { LINKS, crossesRegions, deviceOf, type Link } from './links.ts';
export { SERVICES, type Service } from './services.ts';
export { SITES, type Region, type Site } from './sites.ts';
