/** What is to be done when a signal is aborted, for many who wait for the same one: an event listener is made once for each signal. */
type Work = () => void;

const waiting = new WeakMap<AbortSignal, Set<Work>>();

/** Does the work once, when the signal is aborted; what it gives back lets go of it. Of a signal that is aborted already, never. */
export function onAbort(signal: AbortSignal, work: Work): () => void {
  let works = waiting.get(signal);
  if (!works) waiting.set(signal, (works = worksOf(signal)));
  works.add(work);
  return () => void works.delete(work);
}

function worksOf(signal: AbortSignal): Set<Work> {
  const works = new Set<Work>();
  const all = (): void => {
    for (const work of works) work();
    works.clear();
  };
  signal.addEventListener('abort', all, { once: true });
  return works;
}
