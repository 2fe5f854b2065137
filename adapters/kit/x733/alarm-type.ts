/** Event types by name: ITU-T X.733, 8.1.1, and X.736, 8.1.1. */
import type { AlarmType } from '#schema/types/faults.ts';

const BY_LETTERS: ReadonlyMap<string, AlarmType> = new Map([
  ['communications', 'COMMUNICATIONS_ALARM'],
  ['communication', 'COMMUNICATIONS_ALARM'],
  ['processingerror', 'PROCESSING_ERROR_ALARM'],
  ['environmental', 'ENVIRONMENTAL_ALARM'],
  ['qualityofservice', 'QUALITY_OF_SERVICE_ALARM'],
  ['equipment', 'EQUIPMENT_ALARM'],
  ['integrityviolation', 'INTEGRITY_VIOLATION'],
  ['operationalviolation', 'OPERATIONAL_VIOLATION'],
  ['physicalviolation', 'PHYSICAL_VIOLATION'],
  ['securityviolation', 'SECURITY_VIOLATION'],
  ['securityserviceormechanismviolation', 'SECURITY_VIOLATION'],
  ['timedomainviolation', 'TIME_DOMAIN_VIOLATION'],
]);

/** The type a name stands for, without regard to case, blanks, signs and a trailing "alarm"; UNKNOWN for any other. */
export function alarmType(text: string | null | undefined): AlarmType {
  const letters = (text ?? '').toLowerCase().replace(/[^a-z]/g, '');
  return BY_LETTERS.get(letters.replace(/alarm$/, '')) ?? 'UNKNOWN';
}
