import { describe, expect, test } from '@jest/globals';
import { alarmType } from './alarm-type.ts';
import { probableCause } from './probable-cause.ts';

describe('names of the standards', () => {
  test.each([
    ['communicationsAlarm', 'COMMUNICATIONS_ALARM'],
    ['Communications Alarm', 'COMMUNICATIONS_ALARM'],
    ['QUALITY_OF_SERVICE_ALARM', 'QUALITY_OF_SERVICE_ALARM'],
    ['qualityofService', 'QUALITY_OF_SERVICE_ALARM'],
    ['securityServiceOrMechanismViolation', 'SECURITY_VIOLATION'],
    ['alarm', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('the type %p is %s', (text, expected) => expect(alarmType(text)).toBe(expected));

  test.each([
    ['lossOfSignal', 'lossOfSignal'],
    ['LOSS OF SIGNAL', 'lossOfSignal'],
    ['loss-of-signal', 'lossOfSignal'],
    ['lanError', 'lANError'],
    ['highTemperature', 'highTemperature'],
    ['unauthorizedAccessAttempt', 'unauthorizedAccessAttempt'],
    ['antennaFailure', 'UNKNOWN'],
    ['29', 'UNKNOWN'],
    ['__proto__', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('the cause %p is %s', (text, expected) => expect(probableCause(text)).toBe(expected));
});
