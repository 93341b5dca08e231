/** Waiting that ends when a call is stopped. */

/** The work's outcome; or, as soon as the signal aborts, a rejection with its reason. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    // What comes after the abort settles a promise that is settled: it is dropped.
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
