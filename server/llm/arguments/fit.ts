/** What comes of fitting a value to a type. */
import type { Value } from "../../base";
import { describeValue } from "./describeValue";

export type Fit =
  | { readonly kind: "fit"; readonly value: Value }
  | { readonly kind: "misfit"; readonly problems: readonly Misfit[] };

export interface Misfit {
  /** Fields, keys and indexes on the way to it. */
  readonly path: readonly string[];
  readonly message: string;
}

export function fit(value: Value): Fit {
  return { kind: "fit", value };
}

export function misfit(message: string): Fit {
  return { kind: "misfit", problems: [{ path: [], message }] };
}

export function expected(what: string, value: Value): Fit {
  return misfit(`Expected ${what}, got \`${describeValue(value)}\``);
}
