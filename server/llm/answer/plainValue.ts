/**
 * The value as constraints see it: classes as maps by their real field names, enum values
 * as their names, no checks.
 */
import type { Value } from "../../base";
import type { Fit } from "./fit";

export function plainValue(fit: Fit): Value {
  switch (fit.kind) {
    case "scalar": {
      const { value } = fit;
      return typeof value === "object" && value?.kind === "variant" ? value.name : value;
    }
    case "list":
      return fit.items.map(plainValue);
    case "map":
      return {
        kind: "map",
        entries: fit.entries.map(([key, value]) => [key, plainValue(value)]),
      };
    case "class":
      return {
        kind: "map",
        entries: fit.fields.map((field, index) => [
          fit.class.fields[index]!.name,
          plainValue(field),
        ]),
      };
  }
}
