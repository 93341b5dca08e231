/**
 * From the text of a reply to a value of a shape.
 */
import type { Shape, Shapes } from "../../base";
import type { ParsedReply } from "./parsedReply";

export interface ParseOptions {
  /** False while the reply is still arriving: the value is then partial. */
  readonly done: boolean;
}

export function parseReply(
  _text: string,
  _shape: Shape,
  _shapes: Shapes,
  _options: ParseOptions,
): ParsedReply {
  throw new Error("replies cannot be parsed yet");
}
