import { describe, expect, test } from '@jest/globals';
import { DOMAINS } from './domains.ts';
import { allContractRules, contractRules, nodeTypeOf } from './rules.ts';

const inventory = contractRules('inventory');
const faults = contractRules('faults');
const services = contractRules('services');

describe('the rules of a contract', () => {
  test('are read once for each domain', () => {
    expect([...allContractRules().keys()]).toEqual([...DOMAINS]);
    expect(contractRules('faults')).toBe(faults);
  });

  test('name its entities', () => {
    expect([...inventory.entities]).toEqual(['Resource']);
    expect([...faults.entities].toSorted()).toEqual(['Alarm', 'Resource']);
    expect([...services.entities].toSorted()).toEqual(['Customer', 'Resource', 'Service']);
  });

  test('say who holds a field: its own word, then that of its type, then the default', () => {
    expect(inventory.rule('Resource', 'contains').held).toBe('EVERY_MEMBER');
    expect(inventory.rule('Resource', 'name').held).toBe('OWNER_AND_CONTRIBUTORS');
    expect(faults.rule('Alarm', 'state').held).toBe('OWNER');
    expect(services.rule('Customer', 'services').held).toBe('EVERY_MEMBER');
    expect(services.rule('Customer', 'name').held).toBe('OWNER');
    expect(services.rule('Resource', 'id').held).toBe('OWNER_AND_CONTRIBUTORS');
  });

  test('say how shares become one', () => {
    expect(inventory.rule('Resource', 'name').gather).toBeUndefined();
    expect(inventory.rule('Resource', 'technology')).toMatchObject({ gather: 'UNION' });
    expect(inventory.rule('Resource', 'identifiers')).toMatchObject({
      gather: 'UNION',
      unionKey: ['type', 'scope', 'value', 'source'],
    });
    expect(inventory.rule('Query', 'resolve').gather).toBe('POSITION');
    expect(faults.rule('AlarmSummary', 'worst').gather).toBe('MAX');
  });

  test('say by which argument a mutation is split', () => {
    expect(faults.rule('Mutation', 'clearAlarms').scatter).toEqual({ arg: 'ids', results: 'results' });
    expect(faults.rule('Query', 'alarms').scatter).toBeUndefined();
  });
});

describe('the order of a connection', () => {
  test('is the one on the field, or the one that orderBy selects', () => {
    expect(services.order('Query', 'services').name).toBe('id');
    expect(inventory.order('Query', 'resources').name).toBe('id');
    expect(inventory.order('Query', 'resources', 'NAME').name).toBe('name id');
    expect(inventory.order('Resource', 'contains', null).name).toBe('id');
    expect(faults.order('Query', 'alarms').name).toBe('alarmReportingTime:desc id');
  });

  test('has the declared values of a key that is an enum, of the node or of the edge', () => {
    const [severity] = faults.order('Resource', 'alarms', 'SEVERITY_DESC').keys;
    expect(severity).toEqual({
      field: 'perceivedSeverity',
      descending: true,
      values: ['INDETERMINATE', 'WARNING', 'MINOR', 'MAJOR', 'CRITICAL'],
    });
    expect(services.order('Service', 'supportingResources').keys[0]?.values).toEqual([
      'WORKING',
      'PROTECTION',
      'ENDPOINT',
    ]);
    expect(inventory.order('Resource', 'relationships').keys[0]?.values).toContain('SUPPORTS');
  });

  test('is asked of connections only', () => {
    expect(() => inventory.order('Resource', 'site')).toThrow('Resource.site must be a connection.');
    expect(() => inventory.order('Resource', 'no')).toThrow('Resource.no must be a connection.');
    expect(() => faults.order('Query', 'alarms', 'NO')).toThrow(
      'Query.alarms must declare its order with @order(by: "... id").',
    );
  });

  test('stands over nodes', () => {
    expect(nodeTypeOf(faults.schema.getType('AlarmConnection'))?.name).toBe('Alarm');
    expect(nodeTypeOf(faults.schema.getType('Alarm'))).toBeNull();
    expect(nodeTypeOf(undefined)).toBeNull();
  });
});
