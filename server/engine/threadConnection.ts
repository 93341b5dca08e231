/**
 * A runner in a worker thread: the thread of the front never runs user code.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { EventFactory } from "../events";
import type { RunnerConnection, RunnerListener, StartRunner } from "./connection";
import type { FromRunner } from "./protocol";
import type { WorkerFolders, WorkerSetup } from "./workerSetup";

export interface ThreadOptions {
  /** The bundled `engineWorker.js`, or `worker.ts` where a loader is given. */
  readonly workerFile: string;
  /** Such as `["--require", "tsx/cjs"]`, to start from source. */
  readonly execArgv?: readonly string[];
  readonly events: EventFactory;
  readonly folders: WorkerFolders;
}

export function startInThread(options: ThreadOptions): StartRunner {
  return (listener) => new ThreadConnection(options, listener);
}

class ThreadConnection implements RunnerConnection {
  readonly #worker: Worker;
  readonly #port: MessageChannel["port1"];
  readonly #sentCount: Int32Array;
  readonly #events: EventFactory;
  readonly #listener: RunnerListener;
  #isOpen = true;

  constructor({ workerFile, execArgv, events, folders }: ThreadOptions, listener: RunnerListener) {
    const { port1, port2 } = new MessageChannel();
    const sent = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const anchor = { epochUs: events.nowUs(), monotonicNs: process.hrtime.bigint() };
    const workerData: WorkerSetup = { port: port2, sent, anchor, folders };
    this.#port = port1;
    this.#events = events;
    this.#listener = listener;
    this.#sentCount = new Int32Array(sent);
    this.#worker = new Worker(workerFile, {
      workerData,
      transferList: [port2],
      ...(execArgv && { execArgv: [...execArgv] }),
    });
    this.#port.on("message", (message: FromRunner) => this.#receive(message));
    this.#worker.on("error", (error) => this.#died(error.message));
    this.#worker.on("exit", (code) => this.#died(`the worker ended with code ${code}`));
    this.hold(false);
  }

  post(message: Parameters<RunnerConnection["post"]>[0]): void {
    this.#port.postMessage(message);
  }

  hold(isBusy: boolean): void {
    if (isBusy) {
      this.#worker.ref();
      this.#port.ref();
    } else {
      this.#worker.unref();
      this.#port.unref();
    }
  }

  readonly waitSync = (timeoutMs: number): void => {
    const before = Atomics.load(this.#sentCount, 0);
    if (this.#receiveWaiting()) return;
    Atomics.wait(this.#sentCount, 0, before, timeoutMs);
    this.#receiveWaiting();
  };

  readonly kill = (reason: string): void => this.#died(reason);

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#port.close();
    await this.#worker.terminate();
  }

  #receiveWaiting(): boolean {
    let found = false;
    for (
      let next = receiveMessageOnPort(this.#port);
      next;
      next = receiveMessageOnPort(this.#port)
    ) {
      found = true;
      this.#receive(next.message);
    }
    return found;
  }

  #receive(message: FromRunner): void {
    if (!this.#isOpen) return;
    this.#listener.receive(message.kind === "events" ? this.#adopted(message) : message);
  }

  #adopted(message: Extract<FromRunner, { kind: "events" }>): FromRunner {
    return { kind: "events", events: message.events.map((event) => this.#events.adopt(event)) };
  }

  /** Told once. What had arrived before is received first: it did happen. */
  #died(reason: string): void {
    if (!this.#isOpen) return;
    this.#receiveWaiting();
    void this.close();
    this.#listener.died(reason);
  }
}
