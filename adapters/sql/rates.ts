/** Bit rates as inventories write them: 10G, 2,5 Gbit/s, STM-16, E1. SDH by ITU-T G.707, PDH by G.702, OTN by G.709. */
const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

const NAMED: Readonly<Record<string, number>> = {
  E1: 2_048_000,
  E3: 34_368_000,
  E4: 139_264_000,
  DS1: 1_544_000,
  T1: 1_544_000,
  DS3: 44_736_000,
  T3: 44_736_000,
  ODU0: 1_244_160_000,
  ODU1: 2_498_775_126,
  ODU2: 10_037_273_924,
  ODU3: 40_319_218_983,
  ODU4: 104_794_445_815,
  FE: 100_000_000,
  GE: 1_000_000_000,
};

/** Bits per second; null where the text is no rate. */
export function bitRate(text: string): number | null {
  const plain = text.toUpperCase().replaceAll(/\s+/g, '');
  const named = NAMED[plain.replace('-', '')];
  if (named !== undefined) return named;
  const hierarchy = /^(STM|OC)-?(\d{1,4})$/.exec(plain);
  if (hierarchy) return Number(hierarchy[2]) * (hierarchy[1] === 'STM' ? 155_520_000 : 51_840_000);
  const measured = /^(\d+(?:[.,]\d+)?)([KMGT]?)(?:BE|E|BPS|B\/S|BIT\/S|BITS?)?$/.exec(plain);
  const unit = UNITS[measured?.[2] ?? ''];
  if (!measured || unit === undefined) return null;
  return Math.round(Number((measured[1] ?? '').replace(',', '.')) * unit);
}
