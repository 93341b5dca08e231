/**
 * Reads a streamed reply, event by event, telling of each as it comes.
 *
 * Invariant: no text is held back. What has come in is parsed into a partial value as soon
 * as one is due, also while the provider is silent.
 */
import type { LlmWorld } from "../llmCall";
import type { ReplyFormat } from "../request/client";
import { AwsEventStream, BrokenEventStream } from "../response/awsEventStream";
import { type EventDecoder, type ServerEvent, ServerSentEvents } from "../response/eventDecoder";
import { type ReadReply, read, type StreamedReply, unreadable } from "../response/reply";
import { replyReaders } from "../response/replyReaders";
import type { TransportResponse } from "../transport/transport";
import type { Partials } from "./partials";
import { OVER, type TimeLimits } from "./timeLimits";

export interface StreamWatch {
  readonly limits: TimeLimits;
  readonly partials?: Partials;
  readonly onEvent: (event: ServerEvent) => void;
  /** The first text of the model has come. */
  readonly onFirstText: () => void;
}

export async function readStream(
  world: LlmWorld,
  body: TransportResponse["body"],
  { format, watch }: { readonly format: ReplyFormat; readonly watch: StreamWatch },
): Promise<ReadReply> {
  const pieces = body[Symbol.asyncIterator]();
  const decoder = format === "bedrock" ? new AwsEventStream() : new ServerSentEvents();
  const reading = new Reading(replyReaders[format].startStream(), watch);
  for (;;) {
    const piece = await nextPiece(world, pieces, watch);
    const outcome = reading.take(decode(decoder, piece));
    if (outcome === "more" && !piece.done) continue;
    if (outcome === "end") await untilEnd(world, pieces, watch);
    watch.partials?.flush();
    return typeof outcome === "string" ? reading.reply() : outcome;
  }
}

type Piece = IteratorResult<Uint8Array, unknown>;

/** The next bytes; while they are awaited, a partial value may become due. */
async function nextPiece(
  world: LlmWorld,
  pieces: AsyncIterator<Uint8Array, unknown>,
  { limits, partials }: StreamWatch,
): Promise<Piece> {
  const next = pieces.next();
  for (;;) {
    const dueInMs = partials?.dueInMs;
    if (dueInMs === undefined) return limits.race(next);
    const waiting = new AbortController();
    const due = world.sleep(dueInMs, waiting.signal).then(
      () => undefined,
      () => undefined,
    );
    const piece = await limits.race(Promise.race([next, due])).finally(() => waiting.abort(OVER));
    if (piece) return piece;
    partials?.flush();
  }
}

type Decoded = readonly ServerEvent[] | BrokenEventStream;

function decode(decoder: EventDecoder, piece: Piece): Decoded {
  try {
    return piece.done ? decoder.end() : decoder.push(piece.value);
  } catch (error) {
    if (error instanceof BrokenEventStream) return error;
    throw error;
  }
}

/** What the events come to so far. */
class Reading {
  readonly #stream: StreamedReply;
  readonly #watch: StreamWatch;
  #hasEvents = false;

  constructor(stream: StreamedReply, watch: StreamWatch) {
    this.#stream = stream;
    this.#watch = watch;
  }

  /** `end` when the provider says so, or the failure that an event tells of. */
  take(events: Decoded): "more" | "end" | ReadReply {
    if (events instanceof BrokenEventStream) return unreadable(events.message);
    for (const event of events) {
      if (event.data.trim() === END_MARK) return "end";
      const failure = this.#takeEvent(event);
      if (failure !== undefined) return unreadable(failure);
    }
    return "more";
  }

  reply(): ReadReply {
    if (!this.#hasEvents) return unreadable("stream ended without receiving any events");
    return read(this.#stream.reply());
  }

  #takeEvent(event: ServerEvent): string | undefined {
    const { onEvent, onFirstText, partials } = this.#watch;
    onEvent(event);
    const data = parsedJson(event.data);
    if (data === undefined) return undefined;
    this.#hasEvents = true;
    const stream = this.#stream;
    const before = stream.text.length;
    const failure = stream.take(event.event, data);
    if (before === 0 && stream.text.length > 0) onFirstText();
    if (failure === undefined) partials?.take(stream.text);
    return failure;
  }
}

const END_MARK = "[DONE]";

/** Undefined for what is no JSON: such lines are skipped. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How long the end of a body may follow the provider's word that it has ended. */
const LINGER_MS = 5;

/** A connection whose body was read to its end can be used again. */
async function untilEnd(
  world: LlmWorld,
  pieces: AsyncIterator<Uint8Array, unknown>,
  { limits }: StreamWatch,
): Promise<void> {
  const waiting = new AbortController();
  const linger = world.sleep(LINGER_MS, waiting.signal).catch(() => undefined);
  // The reply is complete: an error of the connection means nothing any more.
  const ended = pieces.next().catch(() => undefined);
  await limits.race(Promise.race([ended, linger])).finally(() => waiting.abort(OVER));
}
