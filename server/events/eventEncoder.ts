/**
 * Events as lines of a trace file, in the names and the order of the wire.
 *
 * Keys of the envelope, of `content` and of `data` are ascending, so that the same
 * event always gives the same bytes. Secrets are scrubbed, and what is too long is cut
 * and says so.
 *
 * Invariant: a line is one JSON object, on one line. Encoding never throws for what an
 * event may hold, and never changes an event.
 */
import type { AttemptRequest } from "../base";
import { attemptData, type LineStyle } from "./attemptEncoder";
import type { EventKind, RuntimeEvent } from "./event";
import { jsonText, quoted } from "./json";
import { withFields } from "./jsonObject";
import { metaData } from "./metaEncoder";
import { Redactor } from "./redaction";
import { endData, startData, tagsText } from "./spanEncoder";
import { utf8Length } from "./textBytes";
import { wholeMs } from "./timing";
import { defaultTraceLimits, type TraceLimits } from "./traceLimits";
import { ValueEncoder } from "./valueEncoder";

export interface EventEncoderOptions {
  /** Names this process in each line: eight hexadecimal characters. */
  readonly writerId: string;
  readonly limits?: TraceLimits;
  readonly redactor?: Redactor;
}

export class EventEncoder {
  readonly #writerId: string;
  readonly #limits: TraceLimits;
  readonly #redactor: Redactor;
  readonly #plain: LineStyle;
  readonly #scrubbing: LineStyle;
  /** Requests of attempts that are under way: their other records repeat some of it. */
  readonly #requests = new Map<string, AttemptRequest>();

  constructor(options: EventEncoderOptions) {
    this.#writerId = options.writerId;
    this.#limits = options.limits ?? defaultTraceLimits;
    this.#redactor = options.redactor ?? new Redactor();
    this.#plain = this.#style(1, undefined);
    this.#scrubbing = this.#style(1, this.#redactor);
  }

  /** The line of this event, its line break included. */
  encode(event: RuntimeEvent): string {
    return this.encodeAll([event])[0]!;
  }

  /**
   * The lines of these events. Scrubbing every string costs more than the event, so a
   * whole batch is searched for secrets first, which costs next to nothing.
   */
  encodeAll(events: readonly RuntimeEvent[]): string[] {
    for (const event of events) this.#rememberRequest(event);
    let lines = events.map((event) => this.#line(event, this.#plain));
    if (this.#redactor.hasSecrets && this.#mayTell(lines.join(""))) {
      lines = lines.map((line, at) =>
        this.#mayTell(line) ? this.#line(events[at]!, this.#scrubbing) : line,
      );
    }
    lines = lines.map((line, at) => (this.#fits(line) ? line : this.#shortened(events[at]!)));
    for (const event of events) this.#forgetAnswered(event);
    return lines;
  }

  #rememberRequest({ event }: RuntimeEvent): void {
    if (event.kind === "llm" && event.llm.kind === "request") {
      this.#requests.set(event.llm.attemptId, event.llm);
    }
  }

  #forgetAnswered({ event }: RuntimeEvent): void {
    if (event.kind === "llm" && event.llm.kind === "response") {
      this.#requests.delete(event.llm.attemptId);
    }
  }

  /** A text that was cut may end within a secret, which then cannot be found any more. */
  #mayTell(text: string): boolean {
    return text.includes("truncated") || this.#redactor.isFoundIn(text);
  }

  #shortened(event: RuntimeEvent): string {
    let line = "";
    for (let cut = 2; cut <= MAX_CUT; cut *= 2) {
      line = this.#line(event, this.#style(cut, this.#redactor));
      if (this.#fits(line)) break;
    }
    return line;
  }

  #fits(line: string): boolean {
    const { maxLineBytes } = this.#limits;
    return line.length * MAX_BYTES_A_UNIT <= maxLineBytes || utf8Length(line) <= maxLineBytes;
  }

  /** How texts are written when every limit is divided by `cut`. */
  #style(cut: number, redactor: Redactor | undefined): LineStyle {
    const { maxStringBytes, maxItems, maxDepth, maxLineBytes, bodies } = this.#limits;
    const isCut = cut > 1;
    const text = isCut ? Math.min(maxStringBytes, maxLineBytes) / cut : maxStringBytes;
    const shortest = Math.max(Math.floor(text), Math.min(MIN_STRING_BYTES, maxStringBytes));
    const values = new ValueEncoder({
      maxStringBytes: shortest,
      maxItems: isCut ? itemsAfter(cut, maxItems) : maxItems,
      maxDepth,
      withMediaContent: bodies === "full" && !isCut,
      redactor,
    });
    const maxTextBytes = isCut ? shortest : Number.POSITIVE_INFINITY;
    return { values, redactor: this.#redactor, maxTextBytes, bodies };
  }

  #line(event: RuntimeEvent, style: LineStyle): string {
    const { unknown } = event;
    const kind = event.event;
    const data = withFields(this.#data(event, style), unknown?.data);
    const type = contentType(kind);
    const content = withFields(`{"data":${data},"type":${type}}`, unknown?.content);
    // Events of files that do not number them get no number from us.
    const seq = event.seq < 0 ? "" : `"seq":${event.seq},`;
    const writerId = event.writerId ?? (event.seq < 0 ? undefined : this.#writerId);
    const writer = writerId === undefined ? "" : `,"writer_id":${quoted(writerId)}`;
    const line =
      `{"call_id":${quoted(event.ctx.spanId)},"call_stack":${idArray(event.callStack)},` +
      `"content":${content},"function_event_id":${quoted(event.eventId)},${seq}` +
      `"timestamp_epoch_ms":${wholeMs(event.timestampUs)},` +
      `"timestamp_epoch_us":${event.timestampUs}${writer}}`;
    return `${withFields(line, unknown?.envelope)}\n`;
  }

  #data(event: RuntimeEvent, style: LineStyle): string {
    const kind = event.event;
    switch (kind.kind) {
      case "functionStart":
        return startData(kind.start, style);
      case "functionEnd":
        return endData(kind.end, style);
      case "setTags":
        return `{"SetTags":${tagsText(kind.tags, style)}}`;
      case "llm":
        return attemptData(kind.llm, event, style, (id) => this.#requests.get(id));
      case "meta":
        return metaData(kind.meta, (text) => style.values.text(text));
      case "unknown":
        return jsonText(kind.data, (text) => style.values.text(text));
      default:
        return kind satisfies never;
    }
  }
}

function contentType(kind: EventKind): string {
  switch (kind.kind) {
    case "functionStart":
      return `"function_start"`;
    case "functionEnd":
      return `"function_end"`;
    case "setTags":
    case "llm":
      return `"intermediate"`;
    case "meta":
      return `"meta"`;
    case "unknown":
      return quoted(kind.type);
    default:
      return kind satisfies never;
  }
}

function idArray(ids: readonly string[]): string {
  let text = "";
  for (const id of ids) text += text === "" ? quoted(id) : `,${quoted(id)}`;
  return `[${text}]`;
}

/** Strings come first; only when they are as short as they get are items left out too. */
function itemsAfter(cut: number, maxItems: number): number {
  const further = cut / CUT_BEFORE_ITEMS;
  return further <= 1 ? maxItems : Math.max(1, Math.floor(Math.min(maxItems, 1000) / further));
}

const MAX_BYTES_A_UNIT = 3;
const MIN_STRING_BYTES = 256;
/** 64 KiB halved eight times is 256 bytes. */
const CUT_BEFORE_ITEMS = 256;
const MAX_CUT = CUT_BEFORE_ITEMS * 1024;
