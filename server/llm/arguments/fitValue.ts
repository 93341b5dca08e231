/**
 * Fits a value to a type: finds the classes, enums and media that loose data stands for,
 * makes floats of ints where floats are asked for, and says where it does not fit.
 *
 * Invariant: a value that fits already comes back equal.
 */
import {
  float,
  isTagged,
  map,
  type Shape,
  type Shapes,
  unchecked,
  unreachable,
  type Value,
} from "../../base";
import { describeValue } from "./describeValue";
import { expected, type Fit, fit, type Misfit, misfit } from "./fit";
import { fitMedia } from "./fitMedia";

export function fitValue(given: Value, shape: Shape, shapes: Shapes): Fit {
  const value = unchecked(given);
  switch (shape.kind) {
    case "int":
      return isInt(value) ? fit(value) : expected("type Int", value);
    case "float":
      if (isInt(value)) return fit(float(Number(value)));
      return isTagged(value) && value.kind === "float" ? fit(value) : expected("type Float", value);
    case "string":
      return typeof value === "string" ? fit(value) : expected("type String", value);
    case "bool":
      return typeof value === "boolean" ? fit(value) : expected("type Bool", value);
    case "null":
      return value === null ? fit(value) : expected("type Null", value);
    case "literal":
      return value === shape.value ? fit(value) : expected(literalName(shape.value), value);
    case "media":
      return fitMedia(value, shape.media);
    case "class":
      return fitClass(value, shape.name, shapes);
    case "enum":
      return fitEnum(value, shape.name, shapes);
    case "alias":
      return fitValue(value, shapes.aliases[shape.name] ?? { kind: "unknown" }, shapes);
    case "list":
      return isList(value) ? fitList(value, shape.item, shapes) : expected("array", value);
    case "map":
      return fitMap(value, shape.key, shape.value, shapes);
    case "optional":
      return value === null ? fit(value) : fitValue(value, shape.inner, shapes);
    case "union":
      return fitUnion(value, shape.members, shapes);
    case "function":
    case "unknown":
      return fit(value);
    default:
      return unreachable(shape, "shape");
  }
}

/** True when null, or nothing at all, is as good as a value. */
export function isNullable(shape: Shape, shapes: Shapes): boolean {
  switch (shape.kind) {
    case "optional":
    case "null":
    case "unknown":
      return true;
    case "union":
      return shape.members.some((member) => isNullable(member, shapes));
    case "alias":
      return holdsNull(shapes.aliases[shape.name]);
    default:
      return false;
  }
}

/** Of a recursive alias, which cannot be opened without end. */
function holdsNull(shape: Shape | undefined): boolean {
  if (shape?.kind === "union") return shape.members.some(holdsNull);
  return shape?.kind === "optional" || shape?.kind === "null";
}

/** A bigint within 64 bits; hosts may hand in wider ones. */
function isInt(value: Value): value is number | bigint {
  return (
    typeof value === "number" || (typeof value === "bigint" && BigInt.asIntN(64, value) === value)
  );
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function literalName(value: string | number | bigint | boolean): string {
  if (typeof value === "string") return `literal String(${JSON.stringify(value)})`;
  return typeof value === "boolean" ? `literal Bool(${value})` : `literal Int(${value})`;
}

/** Keeps what fits when everything does; else gathers every problem, with where it is. */
function all<T>(
  parts: Iterable<readonly [string, T, Fit]>,
  build: (fits: [T, Value][]) => Value,
): Fit {
  const fits: [T, Value][] = [];
  const problems: Misfit[] = [];
  for (const [step, part, result] of parts) {
    if (result.kind === "fit") fits.push([part, result.value]);
    else problems.push(...result.problems.map((each) => ({ ...each, path: [step, ...each.path] })));
  }
  return problems.length > 0 ? { kind: "misfit", problems } : fit(build(fits));
}

function fitList(items: readonly Value[], item: Shape, shapes: Shapes): Fit {
  const parts = items.map(
    (each, index) => [`${index}`, index, fitValue(each, item, shapes)] as const,
  );
  return all(parts, (fits) => fits.map(([, value]) => value));
}

function fitMap(value: Value, key: Shape, item: Shape, shapes: Shapes): Fit {
  if (!isTagged(value) || value.kind !== "map") return expected("map", value);
  const parts = value.entries.flatMap(([name, member]) => {
    const keyFit = fitValue(name, key, shapes);
    const badKey = keyFit.kind === "misfit" ? [["<key>", name, keyFit] as const] : [];
    return [...badKey, [name, name, fitValue(member, item, shapes)] as const];
  });
  return all(parts, (fits) => map(fits));
}

function fitUnion(value: Value, members: readonly Shape[], shapes: Shapes): Fit {
  for (const member of members) {
    const result = fitValue(value, member, shapes);
    if (result.kind === "fit") return result;
  }
  return expected(`one of (${members.map(shapeName).join(" | ")})`, value);
}

function shapeName(shape: Shape): string {
  switch (shape.kind) {
    case "class":
    case "enum":
    case "alias":
      return shape.name;
    case "literal":
      return typeof shape.value === "string" ? JSON.stringify(shape.value) : String(shape.value);
    case "media":
      return shape.media;
    case "list":
      return `${shapeName(shape.item)}[]`;
    case "map":
      return `map<${shapeName(shape.key)}, ${shapeName(shape.value)}>`;
    case "optional":
      return `${shapeName(shape.inner)}?`;
    case "union":
      return `(${shape.members.map(shapeName).join(" | ")})`;
    default:
      return shape.kind;
  }
}

function fitEnum(value: Value, name: string, shapes: Shapes): Fit {
  if (isTagged(value) && value.kind === "variant" && value.enumName === name) return fit(value);
  if (typeof value !== "string")
    return misfit(`Invalid enum ${name}: Got \`${describeValue(value)}\``);
  const shape = shapes.enums[name];
  const names = shape?.values.map((each) => each.name) ?? [];
  if (names.includes(value) || shape?.dynamic)
    return fit({ kind: "variant", enumName: name, name: value });
  const choices = names.join(" | ");
  return misfit(`Invalid enum ${name}: expected one of (${choices}), got \`${value}\``);
}

/** Fields stay in the order in which they were given: that is the order they print in. */
function fitClass(value: Value, name: string, shapes: Shapes): Fit {
  const fields = fieldsOf(value, name);
  const shape = shapes.classes[name];
  if (!fields) return expected(`class ${name}`, value);
  if (!shape) return fit(value);
  const present = fields.flatMap(([fieldName, member]) => {
    const field = shape.fields.find((each) => each.name === fieldName);
    if (field) return [[fieldName, fieldName, fitValue(member, field.shape, shapes)] as const];
    // A class that can grow at run time keeps what it does not know.
    return shape.dynamic ? [[fieldName, fieldName, fit(member)] as const] : [];
  });
  const given = new Set(fields.map(([fieldName]) => fieldName));
  const absent = shape.fields.flatMap((field) => {
    if (given.has(field.name) || isNullable(field.shape, shapes)) return [];
    const problem = misfit(`Missing required field \`${field.name}\` for class ${name}`);
    return [[field.name, field.name, problem] as const];
  });
  return all([...present, ...absent], (kept) => ({
    kind: "instance",
    className: name,
    fields: kept,
  }));
}

function fieldsOf(value: Value, className: string) {
  if (!isTagged(value)) return undefined;
  if (value.kind === "map") return value.entries;
  return value.kind === "instance" && value.className === className ? value.fields : undefined;
}
