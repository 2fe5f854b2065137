import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DatabaseFile } from './database.ts';
import { eastTables } from './east/rows.ts';
import { NETWORK, type Network, networkOf } from './network/network.ts';
import { serviceTables } from './services/rows.ts';
import { westTables } from './west/rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'estate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const TABLES = { west: westTables, east: eastTables, services: serviceTables };

function open(name: keyof typeof TABLES, networks: readonly Network[] = [NETWORK]): DatabaseSync {
  const path = join(folder, `${name}.sqlite`);
  const file = new DatabaseFile(path, new URL(`./${name}/schema.sql`, import.meta.url));
  for (const network of networks) file.add(TABLES[name](network));
  file.finish();
  return new DatabaseSync(path, { readOnly: true });
}

function count(database: DatabaseSync, query: string): number {
  return Number(database.prepare(`SELECT COUNT(*) n FROM (${query})`).get()?.['n']);
}

describe('the western database', () => {
  const database = open('west');
  afterAll(() => database.close());

  test.each([
    ['SELECT 1 FROM V_PUERTO WHERE ID_CEN IS NULL'],
    ['SELECT 1 FROM TRAMO WHERE ID_TRM NOT IN (SELECT ID_TRM FROM V_TRAMO_EQUIPO_A WHERE ID_CEN > 0)'],
    [
      `SELECT 1 FROM TRAMO T LEFT JOIN V_TRAMO_EQUIPO_Z Z ON Z.ID_TRM = T.ID_TRM
       WHERE (Z.ID_CEN IS NULL) = (T.EXT_IP IS NULL AND T.EXT_TID IS NULL)`,
    ],
    ['SELECT 1 FROM TRAMO WHERE EXT_IP IS NOT NULL AND EXT_TID IS NOT NULL'],
    ['SELECT 1 FROM SRV_RECURSO WHERE ID_TRM NOT IN (SELECT ID_TRM FROM TRAMO)'],
    ['SELECT 1 FROM SRV_RECURSO WHERE COALESCE(ID_TRM, ID_PTO, EXT_CIR, EXT_PTO) IS NULL'],
    ['SELECT 1 FROM SRV_RUTA WHERE (ID_TRM IS NULL) = (EXT_CIR IS NULL)'],
    ['SELECT 1 FROM TRAMO_PORTADOR WHERE (ID_TRM_PORT IS NULL) = (EXT_CIR IS NULL)'],
    ['SELECT 1 FROM SERVICIO WHERE ID_CLI NOT IN (SELECT ID_CLI FROM CLIENTE)'],
  ])('has no row of %s', (query) => {
    expect(count(database, query)).toBe(0);
  });

  test('keeps its habits: padding, decimal commas, months by name', () => {
    expect(database.prepare("SELECT LAT FROM CENTRAL WHERE COD_CEN = 'PAR     '").get()).toEqual({
      LAT: '48,8566',
    });
    const months = "SELECT 1 FROM EQUIPO WHERE F_INST GLOB '[0-9][0-9]-[A-Z][A-Z][A-Z]-[0-9][0-9]'";
    expect(count(database, months)).toBe(count(database, 'SELECT 1 FROM EQUIPO'));
  });

  test('holds the west and Italy, and names what is elsewhere in two ways', () => {
    const zones = database.prepare('SELECT ZONA, COUNT(*) n FROM CENTRAL GROUP BY ZONA ORDER BY ZONA').all();
    expect(zones).toEqual([
      { ZONA: 'O', n: 12 },
      { ZONA: 'S', n: 4 },
    ]);
    expect(count(database, 'SELECT 1 FROM TRAMO WHERE EXT_TID IS NOT NULL')).toBeGreaterThan(5);
    expect(count(database, 'SELECT 1 FROM TRAMO WHERE EXT_IP IS NOT NULL')).toBeGreaterThan(5);
    expect(
      count(database, 'SELECT 1 FROM TRAMO WHERE EXT_IP IS NOT NULL AND EXT_PTO IS NULL'),
    ).toBeGreaterThan(0);
  });
});

describe('the eastern database', () => {
  const database = open('east');
  afterAll(() => database.close());

  test.each([
    ['SELECT 1 FROM interface WHERE node_key NOT IN (SELECT node_key FROM node)'],
    ['SELECT 1 FROM interface WHERE circuit_ref NOT IN (SELECT circuit_ref FROM trunk)'],
    ['SELECT 1 FROM node WHERE site_code NOT IN (SELECT site_code FROM site)'],
    [
      `SELECT 1 FROM trunk LEFT JOIN interface ON node_key = z_node AND ifname = z_if
       WHERE (ifname IS NULL) = (far_tid IS NULL AND far_ip IS NULL)`,
    ],
    ['SELECT 1 FROM product_path WHERE circuit_ref NOT IN (SELECT circuit_ref FROM trunk)'],
    ['SELECT 1 FROM product_path WHERE COALESCE(circuit_ref, node_key, partner_circuit, partner_if) IS NULL'],
    ['SELECT 1 FROM product_fibre WHERE (circuit_ref IS NULL) = (partner_circuit IS NULL)'],
    ['SELECT 1 FROM product WHERE account_no NOT IN (SELECT account_no FROM account)'],
  ])('has no row of %s', (query) => {
    expect(count(database, query)).toBe(0);
  });

  test('names the circuits of others that end in it, and services stand on them', () => {
    expect(count(database, 'SELECT 1 FROM interface WHERE far_circuit IS NOT NULL')).toBeGreaterThan(10);
    expect(
      count(database, "SELECT 1 FROM product_path WHERE partner_circuit LIKE '100GE/PAR-%-FRA-%'"),
    ).toBeGreaterThan(0);
  });
});

describe('the service inventory', () => {
  const database = open('services');
  afterAll(() => database.close());

  test.each([
    ['SELECT 1 FROM service WHERE party_id NOT IN (SELECT party_id FROM party)'],
    ['SELECT 1 FROM endpoint WHERE service_id NOT IN (SELECT service_id FROM service)'],
    ['SELECT 1 FROM hop WHERE service_id NOT IN (SELECT service_id FROM service)'],
    ['SELECT 1 FROM component WHERE part_id NOT IN (SELECT service_id FROM service)'],
  ])('has no row of %s', (query) => {
    expect(count(database, query)).toBe(0);
  });

  test('writes boxes and interfaces as nobody else does, a few of them wrong', () => {
    expect(
      count(database, "SELECT 1 FROM endpoint WHERE equipment NOT GLOB '[A-Z][A-Z][A-Z]/*/[0-9][0-9]'"),
    ).toBe(0);
    expect(count(database, "SELECT 1 FROM endpoint WHERE interface GLOB 'Te[0-9]*'")).toBeGreaterThan(50);
    expect(count(database, "SELECT 1 FROM endpoint WHERE equipment LIKE '%/77'")).toBe(4);
  });
});

test('the databases take one network after the other', () => {
  for (const name of ['west', 'east', 'services'] as const) {
    const one = open(name);
    const tables = one
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .all();
    const sizes = tables.map((table) => count(one, `SELECT 1 FROM ${String(table['name'])}`));
    one.close();
    const two = open(name, [NETWORK, networkOf(1)]);
    // What customers buy differs from network to network, what stands there does not.
    tables.forEach((table, i) => {
      const [more, size = 0] = [count(two, `SELECT 1 FROM ${String(table['name'])}`), sizes[i]];
      expect(more).toBeGreaterThan(size * 1.8);
      expect(more).toBeLessThan(size * 2.2);
    });
    two.close();
  }
});
