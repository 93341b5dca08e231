/** The value of a fit, with the results of its checks around what was checked. */
import type { Value } from "../../base";
import type { Fit } from "./fit";

export function typedValue(fit: Fit): Value {
  const value = bareValue(fit);
  if (fit.checks.length === 0) return value;
  return { kind: "checked", value, checks: fit.checks };
}

function bareValue(fit: Fit): Value {
  switch (fit.kind) {
    case "scalar":
      return fit.value;
    case "list":
      return fit.items.map(typedValue);
    case "map":
      return { kind: "map", entries: fit.entries.map(([key, value]) => [key, typedValue(value)]) };
    case "class": {
      const { name, fields } = fit.class;
      return {
        kind: "instance",
        className: name,
        fields: fit.fields.map((field, index) => [fields[index]!.name, typedValue(field)]),
      };
    }
  }
}
