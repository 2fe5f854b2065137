import { describe, expect, test } from '@jest/globals';
import { readScale } from './scale.ts';

const refusal = (message: string): Error => new Error(message);

describe('--scale', () => {
  test('is 1 where nobody says it, and what is said', () => {
    expect(readScale([], refusal)).toBe(1);
    expect(readScale(['--scale', '167'], refusal)).toBe(167);
  });

  test.each(['0', '1.5', 'many', '251'])('refuses %s', (value) => {
    expect(() => readScale(['--scale', value], refusal)).toThrow(
      `\`--scale\` must be a whole number from 1 to 250, but got: "${value}".`,
    );
  });
});
