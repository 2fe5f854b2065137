import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { writeDatabase } from './database.ts';
import { EAST_TABLES } from './east/rows.ts';
import { WEST_TABLES } from './west/rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'estate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(region: 'west' | 'east'): DatabaseSync {
  const path = join(folder, `${region}.sqlite`);
  const schema = new URL(`./${region}/schema.sql`, import.meta.url);
  writeDatabase(path, schema, region === 'west' ? WEST_TABLES : EAST_TABLES);
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
    ['SELECT 1 FROM V_TRAMO WHERE ID_CEN_A IS NULL'],
    ['SELECT 1 FROM V_TRAMO WHERE (ID_CEN_Z IS NULL) = (EXT_IP IS NULL)'],
    ['SELECT 1 FROM SRV_RECURSO WHERE ID_TRM NOT IN (SELECT ID_TRM FROM TRAMO)'],
    ['SELECT 1 FROM SRV_RECURSO WHERE COALESCE(ID_TRM, ID_PTO, EXT_CIR, EXT_PTO) IS NULL'],
    ['SELECT 1 FROM SERVICIO WHERE ID_CLI NOT IN (SELECT ID_CLI FROM CLIENTE)'],
  ])('has no row of %s', (query) => {
    expect(count(database, query)).toBe(0);
  });

  test('keeps its habits: padding, decimal commas, months by name', () => {
    expect(database.prepare("SELECT LAT FROM CENTRAL WHERE COD_CEN = 'PAR     '").get()).toEqual({
      LAT: '48,8566',
    });
    expect(
      count(database, "SELECT 1 FROM EQUIPO WHERE F_INST GLOB '[0-9][0-9]-[A-Z][A-Z][A-Z]-[0-9][0-9]'"),
    ).toBe(31);
  });
});

describe('the eastern database', () => {
  const database = open('east');
  afterAll(() => database.close());

  test.each([
    ['SELECT 1 FROM interface WHERE node_key NOT IN (SELECT node_key FROM node)'],
    ['SELECT 1 FROM node WHERE site_code NOT IN (SELECT site_code FROM site)'],
    ['SELECT 1 FROM trunk LEFT JOIN interface ON node_key = z_node AND ifname = z_if WHERE ifname IS NULL'],
    ['SELECT 1 FROM product_path WHERE circuit_ref NOT IN (SELECT circuit_ref FROM trunk)'],
    ['SELECT 1 FROM product_path WHERE COALESCE(circuit_ref, node_key, partner_circuit, partner_ip) IS NULL'],
    ['SELECT 1 FROM product WHERE account_no NOT IN (SELECT account_no FROM account)'],
  ])('has no row of %s', (query) => {
    expect(count(database, query)).toBe(0);
  });

  test('names the western circuits that end in it, and services stand on them', () => {
    expect(count(database, 'SELECT 1 FROM interface WHERE far_circuit IS NOT NULL')).toBe(4);
    expect(
      count(database, "SELECT 1 FROM product_path WHERE partner_circuit LIKE '100GE/PAR-%-FRA-%'"),
    ).toBeGreaterThan(0);
  });
});
