/** Tests: the functions they name, their arguments and constraints (E0034 to E0036, E0041, E0088, V123 to V127). */
import type { Diagnostic } from "../diagnostics";
import { similarNames } from "../names/similarNames";
import type { ConfigBlockView, ConfigItemView } from "../syntax/views/config";
import type { TestView } from "../syntax/views/declarations";
import type { Environment } from "../types/environment";
import type { FunctionSignature } from "../types/signature";
import { configRange, configText, keyRange } from "./configText";
import { constraintDiagnostics } from "./constraints";
import { didYouMean, error } from "./faults";
import { argumentDiagnostics } from "./testArguments";
import { typeBuilderDiagnostics } from "./typeBuilders";

export function testDiagnostics(view: TestView, environment: Environment): Diagnostic[] {
  const { block, name } = view;
  if (!block || !name) return [];
  const found = [...unknownProperties(block), ...builderDiagnostics(block, environment)];
  const tested = block.item("functions");
  if (!tested) {
    found.push(
      error("V123", name.range, `test \`${name.text}\` must have a \`functions\` field`, {
        hint: "Name what it tests: `functions [MyFunction]`.",
      }),
    );
  }
  const functions = tested ? testedFunctions(tested, environment, found) : [];
  const args = block.item("args");
  if (args?.value?.kind !== "configBlock") found.push(missingArguments(view));
  else {
    for (const signature of functions) {
      found.push(...argumentDiagnostics(args, signature, environment));
    }
  }
  const known = [
    "this",
    "_",
    ...functions.flatMap(({ params }) => params.map((p) => p.name ?? "")),
  ];
  for (const attribute of block.attributes) {
    if (attribute.name !== "check" && attribute.name !== "assert") continue;
    found.push(...constraintDiagnostics(attribute, known));
  }
  return found;
}

function missingArguments({ name }: TestView): Diagnostic {
  return error("E0035", name!.range, `test \`${name!.text}\` is missing the \`args\` property`, {
    hint: "Add `args { … }`, empty where the function takes none.",
  });
}

function unknownProperties(block: ConfigBlockView): Diagnostic[] {
  return block.items.flatMap((item) => [...unknownProperty(item), ...attributesOf(item)]);
}

function unknownProperty(item: ConfigItemView): Diagnostic[] {
  const { key } = item;
  if (key === undefined || ["functions", "args", "type_builder"].includes(key)) return [];
  const isConstraint = key === "check" || key === "assert";
  const hint = isConstraint
    ? `Write \`@@${key}(…)\` in the block.`
    : "Valid are `functions`, `args` and `type_builder`.";
  return [error("E0034", keyRange(item), `property not known: "${key}"`, { hint })];
}

function attributesOf(item: ConfigItemView): Diagnostic[] {
  return item.attributes.map((attribute) =>
    error("E0036", attribute.nameRange, `@${attribute.name} is not allowed on test fields`, {
      hint: `Write \`@@${attribute.name}(…)\` on a line of its own.`,
    }),
  );
}

/** The signatures of those that exist; the others are reported. */
function testedFunctions(
  item: ConfigItemView,
  environment: Environment,
  found: Diagnostic[],
): readonly FunctionSignature[] {
  const elements = item.value?.kind === "configArray" ? item.value.elements : [];
  return elements.flatMap((element) => {
    const name = configText(element);
    if (name === undefined) return [];
    const signature = environment.valueNamed(name);
    if (signature?.kind === "function") return [signature];
    if (signature?.kind === "templateString") return [];
    const similar = similarNames(name, environment.namesOf("values"));
    const message = `unknown function \`${name}\` in test block`;
    found.push(error("E0088", configRange(element), message, didYouMean(similar)));
    return [];
  });
}

function builderDiagnostics(block: ConfigBlockView, environment: Environment): Diagnostic[] {
  const [first, ...others] = block.typeBuilders;
  if (!first) return [];
  const repeated = others.map((builder) =>
    error("E0041", builder.keyword.range, "definition of multiple `type_builder` blocks", {
      related: [{ range: first.keyword.range, message: "First one here" }],
    }),
  );
  return [...repeated, ...typeBuilderDiagnostics(first, environment)];
}
