/**
 * Streams as events: bytes in, in pieces of any size, and events out.
 *
 * Invariant: an event is given out as soon as its last byte is in.
 */
import { createParser, type EventSourceMessage } from "eventsource-parser";

export interface ServerEvent {
  /** Empty when the event has no name, or no id. */
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

export interface EventDecoder {
  push(bytes: Uint8Array): readonly ServerEvent[];
  /** What the end of the body completes. */
  end(): readonly ServerEvent[];
}

/** Server-sent events: lines of `data:`, `event:` and `id:`, with an empty line after each event. */
export class ServerSentEvents implements EventDecoder {
  readonly #text = new TextDecoder();
  #ready: ServerEvent[] = [];
  readonly #parser = createParser({
    onEvent: ({ event = "", id = "", data }: EventSourceMessage) => {
      this.#ready.push({ event, id, data });
    },
  });

  push(bytes: Uint8Array): readonly ServerEvent[] {
    this.#parser.feed(this.#text.decode(bytes, { stream: true }));
    return this.#take();
  }

  /** Some servers end without the line break that the last event asks for. */
  end(): readonly ServerEvent[] {
    this.#parser.feed(`${this.#text.decode()}\n\n`);
    return this.#take();
  }

  #take(): readonly ServerEvent[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}
