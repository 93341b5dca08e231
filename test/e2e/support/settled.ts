/**
 * Reads the screen until it holds still. The editor redraws its lenses on every answer of
 * the server, so one look between two redraws sees nothing; a reading counts when two in
 * a row agree and it is enough.
 */
export interface Settling<T> {
  readonly read: () => Promise<T>;
  readonly enough: (value: T) => boolean;
  /** Called when the reading is one that does not settle by itself. */
  readonly nudge?: (value: T) => Promise<void>;
  readonly timeoutMs?: number;
  /** How a reading that was not enough reads in the error. */
  readonly show?: (value: T) => string;
}

const PAUSE_MS = 120;

export async function settled<T>(settling: Settling<T>): Promise<T> {
  const until = Date.now() + (settling.timeoutMs ?? 20_000);
  let last: string | undefined;
  for (;;) {
    const reading = await settling.read().then(
      (value) => ({ value, text: JSON.stringify(value) }),
      (error: unknown) => ({ value: undefined, text: String(error) }),
    );
    const { value, text } = reading;
    if (value !== undefined && text === last && settling.enough(value)) return value;
    if (Date.now() > until) {
      const seen = value !== undefined && settling.show ? settling.show(value) : text;
      throw new Error(`never settled; last seen: ${seen.slice(0, 2000)}`);
    }
    if (value !== undefined) await settling.nudge?.(value);
    last = text;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
