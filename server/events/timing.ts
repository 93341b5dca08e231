/** When something began and how long it took, in whole milliseconds as hosts see it. */

export class Timing {
  constructor(
    readonly startTimeUtcMs: number,
    /** Null while it runs. */
    readonly durationMs: number | null,
  ) {}

  toString(): string {
    return `Timing(start_time_utc_ms=${this.startTimeUtcMs}, duration_ms=${this.durationMs})`;
  }
}

/** A `Timing` for `instanceof` too: the published API promises it. */
export class StreamTiming extends Timing {
  constructor(
    startTimeUtcMs: number,
    durationMs: number | null,
    /** From the request to the first chunk with content; null when there was none. */
    readonly timeToFirstTokenMs: number | null,
  ) {
    super(startTimeUtcMs, durationMs);
  }

  override toString(): string {
    return (
      `StreamTiming(start_time_utc_ms=${this.startTimeUtcMs}, duration_ms=${this.durationMs}, ` +
      `time_to_first_token_ms=${this.timeToFirstTokenMs})`
    );
  }
}

/** Milliseconds are cut off, never rounded: a span shorter than one took 0. */
export function wholeMs(us: number): number {
  return Math.floor(us / 1000);
}
