/**
 * Partial values of a reply that is still arriving: parsed now and then, told when they
 * have changed.
 */
import type { Shape, Shapes, Value } from "../../base";
import { parseReply } from "../answer/parseReply";
import { toJsonText } from "../answer/toJson";
import type { LlmWorld } from "../llmCall";

export interface PartialSettings {
  readonly shape: Shape;
  readonly shapes: Shapes;
  readonly onPartial: (value: Value) => void;
}

/** Often enough for an eye, seldom enough for a long reply. */
const INTERVAL_MS = 50;
/** Parsing again from the start may take this part of the time, and no more. */
const MAX_SHARE = 1 / 4;

export class Partials {
  readonly #world: LlmWorld;
  readonly #settings: PartialSettings;
  #text = "";
  #parsedLength = 0;
  #told: string | undefined;
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(world: LlmWorld, settings: PartialSettings) {
    this.#world = world;
    this.#settings = settings;
  }

  /** How long until the text may be parsed; undefined when all of it is. */
  get dueInMs(): number | undefined {
    if (this.#text.length === this.#parsedLength) return undefined;
    return Math.max(0, this.#nextMs - this.#world.clock());
  }

  take(text: string): void {
    this.#text = text;
    if (this.dueInMs === 0) this.flush();
  }

  /** Parses what has come in since the last time. */
  flush(): void {
    if (this.#text.length === this.#parsedLength) return;
    this.#parsedLength = this.#text.length;
    const startMs = this.#world.clock();
    this.#tell();
    const endMs = this.#world.clock();
    this.#nextMs = Math.max(startMs + INTERVAL_MS, endMs + (endMs - startMs) / MAX_SHARE);
  }

  #tell(): void {
    const { shape, shapes, onPartial } = this.#settings;
    const parsed = parseReply(this.#text, shape, shapes, { done: false });
    if (!parsed.ok) return;
    const shown = toJsonText(parsed.value);
    if (shown === this.#told) return;
    this.#told = shown;
    onPartial(parsed.value);
  }
}
