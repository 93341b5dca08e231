/**
 * A runner in the thread of the front: for batch runs, for hosts that want no thread, and
 * for tests. A call that never yields is still stopped, since the engine's loop yields.
 */
import type { EventFactory } from "../events";
import type { StartRunner } from "./connection";
import { Runner } from "./runner";
import type { World } from "./world";

export interface LocalRunnerOptions {
  readonly world: World;
  /** The same that the engine has: events of one process are numbered once. */
  readonly events: EventFactory;
}

export function startLocally({ world, events }: LocalRunnerOptions): StartRunner {
  return (listener) => {
    let isOpen = true;
    const runner = new Runner({
      world,
      events,
      emit: (event) => {
        if (isOpen) listener.receive({ kind: "events", events: [event] });
      },
      send: (message) => {
        if (isOpen) listener.receive(message);
      },
    });
    return {
      post: (message) => runner.receive(message),
      // Whatever the call waits for keeps the process alive.
      hold: () => {},
      close: async () => {
        isOpen = false;
      },
    };
  };
}
