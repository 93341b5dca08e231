/** How many spans there were since somebody asked last. */
export class TraceStats {
  readonly finalized: number;
  readonly submitted: number;
  readonly sent: number;
  readonly done: number;

  constructor(
    readonly started: number,
    /** Ends that were handed to the store: what happens to them there happens at once. */
    ended: number,
    /** Events that a full queue lost. */
    readonly failed: number,
  ) {
    this.finalized = ended;
    this.submitted = ended;
    this.sent = ended;
    this.done = ended;
  }

  toJson(): string {
    const { failed, started, finalized, submitted, sent, done } = this;
    return JSON.stringify({ failed, started, finalized, submitted, sent, done });
  }
}
