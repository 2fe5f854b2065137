import { describe, expect, test } from '@jest/globals';
import { NUMBER_STAMPS, TEXT_MARK, Template, stampable } from '../upstream/stamp.ts';
import { faultOf } from './verify.ts';

const data = { name: `Desk ${TEXT_MARK}`, estimate: stampable(50) };
const expected = new Set([JSON.stringify(data)]);
const answer = (stamp: number, body: object = { data }): string =>
  new Template('', JSON.stringify(body)).stamped(stamp).toString();

describe('an answer', () => {
  test.each([11, 20])('of a value from the time after the request is right: %d', (stamp) => {
    expect(faultOf(answer(stamp), expected, { after: 10, until: 20 })).toBeNull();
  });

  test('may say more beside its data', () => {
    const body = { data, extensions: { sources: [] } };
    expect(faultOf(answer(11, body), expected, { after: 10, until: 20 })).toBeNull();
  });

  test.each<[what: string, text: string, fault: string]>([
    ['a value from before the request', answer(10), 'upstream answer 10, but must be made of those after 10'],
    ['a value from nowhere', answer(21), 'upstream answer 21'],
    ['other data', answer(11, { data: { name: `Bench ${TEXT_MARK}` } }), 'it says {"name":"Bench'],
    ['data in another order', answer(11, { data: { estimate: stampable(50), name: 'x' } }), 'it says'],
    ['null', '{"data":null}', 'from character 0 on it says null'],
    ['errors', '{"data":null,"errors":[{"message":"no"}]}', 'it has errors: [{"message":"no"}]'],
    ['no JSON', '<html>', 'it is no JSON: <html>'],
  ])('with %s is wrong', (_, text, fault) => {
    expect(faultOf(text, expected, { after: 10, until: 20 })).toContain(fault);
  });

  test('with nothing that says how fresh it is proves nothing', () => {
    const plain = JSON.stringify({ data: { id: '1' } });
    const fault = faultOf(plain, new Set(['{"id":"1"}']), { after: 0, until: 9 });
    expect(fault).toBe('nothing in it says how fresh it is');
  });

  test('whose number is older than its text is wrong, also where numbers begin anew', () => {
    const until = NUMBER_STAMPS + 5;
    const fresh = answer(until);
    const mixed = fresh.replace(/:\d{9}/, `:${10_000 + (NUMBER_STAMPS - 50)}0050`);
    const window = { after: NUMBER_STAMPS - 10, until };
    expect(faultOf(fresh, expected, window)).toBeNull();
    expect(faultOf(answer(NUMBER_STAMPS - 9), expected, window)).toBeNull();
    expect(faultOf(mixed, expected, window)).toBe('it has a number of an upstream answer that is too old');
  });
});
