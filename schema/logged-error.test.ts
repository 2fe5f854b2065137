import { expect, test } from '@jest/globals';
import { TributaryError } from './errors.ts';
import { loggedError } from './logged-error.ts';

test('an outage is a sentence, without a stack', () => {
  const cause = new Error('connect ECONNREFUSED');
  const error = new TributaryError('SOURCE_UNAVAILABLE', 'It is away.', { source: 'nms-west', cause });
  expect(loggedError(error)).toEqual({
    code: 'SOURCE_UNAVAILABLE',
    message: 'It is away.',
    source: 'nms-west',
    cause: 'connect ECONNREFUSED',
  });
  expect(loggedError(new TributaryError('SOURCE_TIMEOUT', 'No answer.'))).toEqual({
    code: 'SOURCE_TIMEOUT',
    message: 'No answer.',
  });
});

test.each([new TypeError('x is not a function'), new TributaryError('INTERNAL_ERROR', 'A fault.'), 'a text'])(
  'a fault of ours keeps its stack: %s',
  (error) => expect(loggedError(error)).toBeNull(),
);
