/** The free functions (6.4), and what little of `baml.sys`, `http` and `trace` needs no world. */

import { intFromBigint } from "../../base";
import { isInt } from "../arithmetic";
import { deepCopy } from "../deepCopy";
import { deepEquals } from "../deepEquals";
import { display } from "../display";
import { expectInt, expectString, type NativeBody, wrongKind } from "../native";
import { Raised } from "../raised";
import { VmFloat, VmInstance, type VmValue } from "../value";

export const freeNatives = {
  "baml.deep_copy": (_context, value) => deepCopy(value),

  "baml.deep_equals": (_context, left, right) => deepEquals(left, right),

  "baml.unstable.string": (context, value) => display(value, context.freeFrames),

  "baml.math.trunc": (_context, value) => truncated(value),

  "baml.sys.panic": (_context, message) => {
    throw new Raised({ kind: "hostPanic", message: expectString(message) });
  },

  "baml.trace.collectors": (context) => [...context.collectors],

  "baml.http.Response.ok": (_context, response) => {
    if (!(response instanceof VmInstance)) throw wrongKind("baml.http.Response", response);
    const status = expectInt(response.fields[0] ?? null);
    return status >= 200 && status <= 299;
  },
} satisfies Record<string, NativeBody>;

/** Toward zero; saturates at the limits of an int, and NaN is 0. */
function truncated(value: VmValue): VmValue {
  if (isInt(value)) return value;
  if (!(value instanceof VmFloat)) throw wrongKind("float", value);
  const whole = Math.trunc(value.value);
  if (Number.isNaN(whole)) return 0;
  if (Number.isSafeInteger(whole)) return whole + 0;
  if (whole >= 2 ** 63) return intFromBigint(2n ** 63n - 1n);
  if (whole < -(2 ** 63)) return intFromBigint(-(2n ** 63n));
  return intFromBigint(BigInt(whole));
}
