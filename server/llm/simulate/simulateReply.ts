/** A reply made up from a shape, for runs without a model. */
import type { Shape, Shapes, Value } from "../../base";

/** The same shape and seed give the same value. */
export function simulateReply(_shape: Shape, _shapes: Shapes, _seed: string): Value {
  throw new Error("replies cannot be made up yet");
}
