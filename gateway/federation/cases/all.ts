/** Every class of what federation asks of a gateway. */
import { ABSTRACT_CASES } from './abstract.ts';
import type { FederationCase } from './case.ts';
import { ENTITY_CASES } from './entities.ts';
import { EXTENSION_CASES } from './extensions.ts';
import { INPUT_CASES } from './inputs.ts';
import { INTERFACE_OBJECT_CASES } from './interface-objects.ts';
import { OVERRIDE_CASES } from './overrides.ts';
import { PROVIDES_CASES } from './provides.ts';
import { REQUIRES_CASES } from './requires.ts';

export const CASES: readonly FederationCase[] = [
  ...ENTITY_CASES,
  ...EXTENSION_CASES,
  ...REQUIRES_CASES,
  ...PROVIDES_CASES,
  ...OVERRIDE_CASES,
  ...ABSTRACT_CASES,
  ...INTERFACE_OBJECT_CASES,
  ...INPUT_CASES,
];
