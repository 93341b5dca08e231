/** `baml.trace`: what a program may know of who watches it. */
import { listType, namedType } from "../type";
import { type Builtin, type BuiltinClass, builtin } from "./builtin";

const collector = namedType("baml.trace.Collector");

export const traceClasses: readonly BuiltinClass[] = [
  {
    name: "baml.trace.Collector",
    fields: [],
    isConstructible: false,
    documentation: "A collector of the host. It can be compared and passed on.",
  },
];

export const traceFunctions: readonly Builtin[] = [
  builtin("baml.trace.collectors", {}, listType(collector), "The collectors of this call."),
];
