/** NetBox's statuses as stages of life (TMF639) and operational states (X.731), and back for filters. */
import type { LifecycleState, LinkMedium, OperationalState } from '#schema/types/inventory.ts';

/** A stage is told only where the word says so: `inventory` is on a shelf, somewhere between all of them. */
const LIFECYCLE: Readonly<Record<string, LifecycleState>> = {
  planned: 'PLANNED',
  staged: 'PLANNED',
  staging: 'PLANNED',
  provisioning: 'PLANNED',
  active: 'INSTALLED',
  connected: 'INSTALLED',
  offline: 'INSTALLED',
  failed: 'INSTALLED',
  paused: 'INSTALLED',
  maintenance: 'INSTALLED',
  decommissioning: 'PENDING_REMOVAL',
  deprovisioning: 'PENDING_REMOVAL',
  decommissioned: 'REMOVED',
  retired: 'REMOVED',
};

export function lifecycleOf(status: string | null | undefined): LifecycleState | null {
  return lookUp(LIFECYCLE, status);
}

/** Only failed says whether it can work; that it is meant to be active is no observation. */
export function operationalOf(status: string | null | undefined): OperationalState | null {
  return status === 'failed' ? 'DISABLED' : null;
}

/** What carries a cable of this type. Power and USB cables carry no link of the contract. */
export function mediumOf(type: string | null | undefined): LinkMedium | null {
  if (/^(smf|mmf|aoc)/.test(type ?? '')) return 'FIBRE';
  if (/^(cat\d|dac|coaxial|mrj21|rg-|lmr-)/.test(type ?? '')) return 'COPPER';
  return null;
}

const METRES: Readonly<Record<string, number>> = {
  km: 1000,
  m: 1,
  cm: 0.01,
  mi: 1609.344,
  ft: 0.3048,
  in: 0.0254,
};

/** Metres, to the millimetre; null where length or unit is missing. */
export function metresOf(length: number | null | undefined, unit: string | null | undefined): number | null {
  const metres = lookUp(METRES, unit);
  if (length === null || length === undefined || metres === null) return null;
  return Math.round(length * metres * 1000) / 1000;
}

/** Bits per second out of kilobits. */
export function bitsOf(kilobits: number | null | undefined): number | null {
  return kilobits === null || kilobits === undefined ? null : kilobits * 1000;
}

function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  word: string | null | undefined,
): Value | null {
  if (word === null || word === undefined || !Object.hasOwn(table, word)) return null;
  return table[word] ?? null;
}
