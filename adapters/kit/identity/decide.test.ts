import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Evidence, decide, firstThatFits } from './decide.ts';

const ids = ['a/1', 'a/2', 'b/1', 'b/2'];
const piece: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constantFrom('NAME', 'FQDN', 'SERIAL_NUMBER'),
  candidates: fc.uniqueArray(fc.constantFrom(...ids)),
  complete: fc.boolean(),
});
const evidence = fc.array(piece, { maxLength: 5 });

function name(...candidates: string[]): Evidence {
  return { kind: 'NAME', candidates, complete: true };
}
function serial(...candidates: string[]): Evidence {
  return { kind: 'SERIAL_NUMBER', candidates, complete: true };
}

describe('decide', () => {
  test.each<[string, readonly Evidence[], object]>([
    ['nothing known', [], { state: 'UNKNOWN' }],
    ['nothing fits', [name(), serial()], { state: 'UNKNOWN' }],
    ['one fits', [name('a/1'), serial()], { state: 'BOUND', id: 'a/1', evidence: ['NAME'] }],
    [
      'two agree',
      [name('a/1', 'b/1'), serial('a/1')],
      { state: 'BOUND', id: 'a/1', evidence: ['NAME', 'SERIAL_NUMBER'] },
    ],
    ['several fit', [name('a/1', 'b/1')], { state: 'AMBIGUOUS' }],
    ['a name that another identifier contradicts', [name('a/1'), serial('b/1')], { state: 'AMBIGUOUS' }],
    [
      'one fits, but an inventory is missing',
      [{ kind: 'NAME', candidates: ['a/1'], complete: false }],
      { state: 'PENDING' },
    ],
    ['nothing fits yet', [{ kind: 'NAME', candidates: [], complete: false }], { state: 'PENDING' }],
  ])('%s', (_, given, expected) => {
    expect(decide(given)).toEqual(expected);
  });

  test('binds only what every telling piece fits, and never while an inventory is missing', () => {
    fc.assert(
      fc.property(evidence, (pieces) => {
        const telling = pieces.filter(({ candidates }) => candidates.length > 0);
        const common = ids.filter((id) => telling.every(({ candidates }) => candidates.includes(id)));
        const decision = decide(pieces);
        if (pieces.some(({ complete }) => !complete)) expect(decision.state).toBe('PENDING');
        else if (telling.length === 0) expect(decision.state).toBe('UNKNOWN');
        else if (common.length === 1) expect(decision).toMatchObject({ state: 'BOUND', id: common[0] });
        else expect(decision.state).toBe('AMBIGUOUS');
      }),
    );
  });

  test('does not depend on the order of evidence or of candidates, nor on the ids', () => {
    fc.assert(
      fc.property(evidence, (pieces) => {
        const other = (id: string): string => `z${id}`;
        const turned = pieces
          .toReversed()
          .map((one) => ({ ...one, candidates: one.candidates.toReversed().map(other) }));
        const before = decide(pieces);
        const after = decide(turned);
        expect(after.state).toBe(before.state);
        if (before.state === 'BOUND' && after.state === 'BOUND') expect(after.id).toBe(other(before.id));
      }),
    );
  });

  test('more evidence never binds to another resource', () => {
    fc.assert(
      fc.property(evidence, piece, (pieces, more) => {
        const before = decide(pieces);
        const after = decide([...pieces, more]);
        if (before.state === 'BOUND' && after.state === 'BOUND') expect(after.id).toBe(before.id);
      }),
    );
  });
});

describe('firstThatFits', () => {
  test('the most specific way that fits anything counts, all of them must have been asked', () => {
    const ways = [
      { candidates: [], complete: true },
      { candidates: ['a/1'], complete: true },
      { candidates: ['b/1'], complete: true },
    ];
    expect(firstThatFits('NAME', ways)).toEqual({ kind: 'NAME', candidates: ['a/1'], complete: true });
    expect(firstThatFits('NAME', [...ways, { candidates: [], complete: false }]).complete).toBe(false);
  });
});
