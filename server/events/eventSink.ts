/**
 * Where events go: one interface for a file, an exporter, a live feed, or none.
 */
import type { DropClass, RuntimeEvent } from "./event";

/** Takes every event of a store. What its methods throw is counted and ignored. */
export interface EventSink {
  /** Never blocks. */
  send(event: RuntimeEvent): void;
  /** Settles when everything sent before has been handed over. */
  flush(options?: FlushOptions): Promise<FlushReport>;
  /** The same at the end of a process, when nothing can be awaited. */
  flushSync(options?: FlushOptions): FlushReport;
  close(): Promise<FlushReport>;
  /** False while events would be thrown away: then nobody needs to make them. Default true. */
  isActive?(): boolean;
  stats?(): SinkStats;
}

export interface FlushOptions {
  /** Default 30 s, 2 s for the synchronous form. */
  readonly timeoutMs?: number;
  readonly fsync?: boolean;
}

export interface FlushReport {
  readonly written: number;
  readonly dropped: number;
  readonly timedOut: boolean;
  readonly error?: string;
}

export interface SinkStats {
  readonly written: number;
  readonly dropped: Readonly<Partial<Record<DropClass, number>>>;
}
