import { describe, expect, test } from '@jest/globals';
import { identityOptions } from './config.ts';
import { expandInterfaceName } from './interface-names.ts';
import { type Variant, variantMaker } from './variants.ts';

function tried(identifier: Variant, names: object = {}): string[] {
  const parsed = identityOptions.parse({ names }).names;
  return variantMaker(parsed)(identifier).map(({ type, value }) => `${type} ${value}`);
}

describe('variantMaker', () => {
  test('as it is', () => {
    expect(tried({ type: 'NAME', value: ' PAR-CR1 ' })).toEqual(['NAME PAR-CR1']);
    expect(tried({ type: 'NAME', value: '  ' })).toEqual([]);
  });

  test('without its domain: the longest that fits, whatever its case', () => {
    const names = { stripDomains: ['example', '.net.example'] };
    expect(tried({ type: 'NAME', value: 'par-cr1.NET.example' }, names)).toEqual([
      'NAME par-cr1.NET.example',
      'NAME par-cr1',
    ]);
    expect(tried({ type: 'FQDN', value: 'par-cr1.net.example' }, names)).toEqual([
      'FQDN par-cr1.net.example',
      'NAME par-cr1',
    ]);
    expect(tried({ type: 'SERIAL_NUMBER', value: 'x.net.example' }, names)).toHaveLength(1);
  });

  test('rewritten, rule after rule, the whole name', () => {
    const names = {
      stripDomains: ['net.example'],
      rewrite: [
        { match: 'rtr_(.*)', replace: '$1' },
        { match: '(par|lyo)_(\\w+)', replace: '$1-$2' },
      ],
    };
    expect(tried({ type: 'NAME', value: 'RTR_par_cr1.net.example' }, names)).toEqual([
      'NAME RTR_par_cr1.net.example',
      'NAME RTR_par_cr1',
      'NAME par_cr1.net.example',
      'NAME par-cr1',
    ]);
    expect(tried({ type: 'NAME', value: 'a_par_cr1' }, names)).toEqual(['NAME a_par_cr1']);
    expect(tried({ type: 'CIRCUIT_ID', value: 'par_cr1' }, names)).toEqual(['CIRCUIT_ID par_cr1']);
  });

  test('interfaces in full', () => {
    expect(tried({ type: 'PORT_NAME', value: 'Gi0/0/1' })).toEqual([
      'PORT_NAME Gi0/0/1',
      'PORT_NAME GigabitEthernet0/0/1',
    ]);
    expect(tried({ type: 'PORT_NAME', value: 'Gi0/0/1' }, { interfaceNames: false })).toHaveLength(1);
    expect(tried({ type: 'NAME', value: 'Gi0/0/1' })).toHaveLength(1);
  });
});

test.each([
  ['Te1/1', ['TenGigabitEthernet1/1', 'TenGigE1/1']],
  ['gi 0/1.100', ['GigabitEthernet0/1.100']],
  ['ge-0/0/1', []],
  ['GigabitEthernet0/1', []],
  ['constructor1', []],
  ['uplink', []],
])('expandInterfaceName %s', (name, expected) => {
  expect(expandInterfaceName(name)).toEqual(expected);
});
