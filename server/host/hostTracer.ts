/** Where host spans go: the one store of the process, and the maker of its events. */
import type { EventFactory, EventStore } from "../events";

export interface HostTracer {
  readonly events: EventFactory;
  readonly store: EventStore;
  /** Told how many tags a limit has cut. */
  readonly tagsCut: (count: number) => void;
}
