/**
 * The engine's logic, wherever it lives: holds programs, starts calls, many at a time,
 * and stops them.
 *
 * The front has admitted each call: its program is loaded, its function exists and its
 * number is free. Anything else is a bug of ours.
 *
 * Invariant: knows no thread and no port. Clock, ids and the world are given to it.
 */
import { Image } from "../vm";
import type { RunnerCall, ToRunner } from "./protocol";
import { type CallSurroundings, RunningCall } from "./runningCall";

export class Runner {
  readonly #around: CallSurroundings;
  readonly #images = new Map<string, Image>();
  readonly #running = new Map<number, RunningCall>();

  constructor(around: CallSurroundings) {
    this.#around = around;
  }

  receive(message: ToRunner): void {
    switch (message.kind) {
      case "load":
        this.#images.set(message.program.hash, new Image(message.program));
        break;
      case "unload":
        // Calls that run keep their own image.
        this.#images.delete(message.program);
        break;
      case "call":
        void this.#run(message.call);
        break;
      case "cancel":
        this.#running.get(message.callId)?.cancel();
        break;
      default:
        message satisfies never;
    }
  }

  async #run(call: RunnerCall): Promise<void> {
    const image = this.#images.get(call.program);
    if (!image) throw new Error(`the program ${call.program} is not loaded`);
    const running = new RunningCall(call, image, this.#around);
    this.#running.set(call.callId, running);
    const outcome = await running.run();
    this.#running.delete(call.callId);
    this.#around.send({ kind: "settled", callId: call.callId, outcome });
  }
}
