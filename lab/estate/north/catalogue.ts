/** What the northern NetBox has once, whatever stands in the network: types of boxes, roles, countries. */
import { MAKES, ROLES, type Role } from '../network/makes.ts';
import type { NetboxRows } from '../netbox/rows.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  core: 'Core router',
  edge: 'Provider edge',
  agg: 'Aggregation',
  wdm: 'Optical terminal',
  amp: 'Amplifier',
  access: 'OLT',
  bts: 'Base station',
};
const COUNTRIES = ['GB', 'NL', 'BE', 'DE', 'DK', 'NO', 'SE', 'FI', 'LV'] as const;
const NORTH = 2;

const makes = ROLES.map((role) => ({ role, make: MAKES.north[role] }));
const vendors = [...new Set(makes.map(({ make }) => make.vendor))];
const software = [...new Set(makes.map(({ make }) => make.software))];
const modules = [
  ...new Map(makes.flatMap(({ make }) => make.cards.map((card) => [card.model, make.vendor]))),
];

export const roleId = (role: Role): number => ROLES.indexOf(role) + 1;
/** Of the one type that the north buys for a role. */
export const typeId = roleId;
export const platformId = (name: string): number => software.indexOf(name) + 1;
export const moduleTypeId = (model: string): number => modules.findIndex(([one]) => one === model) + 1;
export const countryId = (country: string): number =>
  NORTH + 1 + COUNTRIES.findIndex((one) => one === country);
export const PROVIDER = 1;
export const WAVELENGTH = 1;

export const CATALOGUE: NetboxRows = {
  regions: [
    { id: 1, name: 'Europe', slug: 'europe' },
    { id: NORTH, name: 'North', slug: 'north', parent: 1 },
    ...COUNTRIES.map((code) => ({
      id: countryId(code),
      name: code,
      slug: code.toLowerCase(),
      parent: NORTH,
    })),
  ],
  manufacturers: vendors.map((name, i) => ({ id: i + 1, name, slug: slugOf(name) })),
  device_roles: ROLES.map((role) => ({ id: roleId(role), name: ROLE_NAMES[role], slug: role })),
  platforms: software.map((name) => ({ id: platformId(name), name, slug: slugOf(name) })),
  device_types: makes.map(({ role, make }) => ({
    id: typeId(role),
    manufacturer: vendors.indexOf(make.vendor) + 1,
    model: make.model,
    slug: slugOf(`${role} ${make.model}`),
  })),
  module_types: modules.map(([model, vendor]) => ({
    id: moduleTypeId(model),
    manufacturer: vendors.indexOf(vendor) + 1,
    model,
  })),
  providers: [{ id: PROVIDER, name: 'Own wavelengths', slug: 'own-wavelengths' }],
  circuit_types: [{ id: WAVELENGTH, name: 'Wavelength', slug: 'wavelength' }],
};

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
