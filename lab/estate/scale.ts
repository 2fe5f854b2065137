/** `--scale N`: how many networks of the estate's shape are made, one after the other. */
import { parseArgs } from 'node:util';

/** Further networks have codes and addresses of their own up to here. */
const MOST = 250;

/** 1 without the option; of another value it throws what `refusal` makes of the reason. */
export function readScale(args: readonly string[], refusal: (message: string) => Error): number {
  const { values } = parseArgs({ args: [...args], options: { scale: { type: 'string', default: '1' } } });
  const scale = Number(values.scale);
  if (Number.isInteger(scale) && scale >= 1 && scale <= MOST) return scale;
  throw refusal(`\`--scale\` must be a whole number from 1 to ${MOST}, but got: "${values.scale}".`);
}
