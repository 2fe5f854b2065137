/** How V8 is to treat what operations work with. */
import { setFlagsFromString } from 'node:v8';

/**
 * What an operation works with is dead when its answer is out. V8 guesses otherwise after a moment with many operations under way: it has
 * seen objects outlive a collection of garbage, makes their likes old from birth ever after, and all that an old object leads to is copied
 * and kept until the next full collection. It shall not guess. For the whole process, and as often as wanted.
 */
export function keepHeapYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
