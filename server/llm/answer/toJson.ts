/** Values as JSON, with the wrappers of checks around checked values. */
import type { Value } from "../../base";

export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** An int beyond 2^53 stays a bigint; `toJsonText` writes it exactly. */
export function toJson(_value: Value): Json {
  throw new Error("values cannot be shown as JSON yet");
}

export function toJsonText(_value: Value): string {
  throw new Error("values cannot be shown as JSON yet");
}
