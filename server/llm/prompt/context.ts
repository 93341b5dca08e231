/** `ctx` and `_`: what every prompt can name beside its arguments. */

import type { BodyJson } from "../request/bodyJson";
import type { ResolvedClient } from "../request/client";
import type { Markers } from "./markers";
import { type Arguments, splitArguments } from "./template/arguments";
import { DictObject, ListObject, pairsOf } from "./template/collections";
import { missingArgument, tooManyArguments } from "./template/failure";
import { templateFunction } from "./template/functions";
import { EnumValueObject } from "./template/objects";
import { displayText } from "./template/print";
import { isFloat, isObject, type TemplateObject, type TemplateValue } from "./template/value";

export interface PromptContext {
  readonly client: ResolvedClient;
  readonly tags: Readonly<Record<string, string>>;
  readonly outputFormat: TemplateObject;
}

export function contextObject({ client, tags, outputFormat }: PromptContext): DictObject {
  return new DictObject([
    ["client", clientObject(client)],
    ["tags", new DictObject(Object.entries(tags))],
    ["output_format", outputFormat],
  ]);
}

function clientObject(client: ResolvedClient): DictObject {
  return new DictObject([
    ["name", client.name],
    ["provider", client.provider],
    ["default_role", client.roles.default],
    ["allowed_roles", new ListObject(client.roles.allowed)],
    ["remap_role", new DictObject(client.roles.remap)],
    ["options", fromBodyJson(client.params)],
  ]);
}

function fromBodyJson(json: BodyJson): TemplateValue {
  if (json === null || typeof json !== "object") return fromScalar(json);
  if (json instanceof Map) return fromEntries(json);
  if (isList(json)) return new ListObject(json.map(fromBodyJson));
  if (isFloat(json as TemplateValue)) return json as TemplateValue;
  return fromEntries(Object.entries(json as Readonly<Record<string, BodyJson>>));
}

function fromScalar(json: null | boolean | string | number | bigint): TemplateValue {
  const isFraction = typeof json === "number" && !Number.isInteger(json);
  return isFraction ? { kind: "float", value: json } : json;
}

function fromEntries(entries: Iterable<readonly [string, BodyJson]>): DictObject {
  return new DictObject(Array.from(entries, ([key, member]) => [key, fromBodyJson(member)]));
}

function isList(json: BodyJson): json is readonly BodyJson[] {
  return Array.isArray(json);
}

/** `_.role(…)` and its other name. */
export function underscoreObject(markers: Markers): DictObject {
  const role = templateFunction("role", (args) => markers.textOf(readRole(args)));
  return new DictObject([
    ["chat", role],
    ["role", role],
  ]);
}

const DUPLICATE_FLAG = "__baml_allow_dupe_role__";

function readRole(args: Arguments) {
  const { positional, named } = splitArguments(args);
  if (positional.length > 1) throw tooManyArguments();
  const [first] = positional;
  const keyword = named.read("role", (given) => given);
  if (isGiven(first) && isGiven(keyword)) {
    const roles = `'${displayText(keyword)}' and '${displayText(first)}'`;
    throw tooManyArguments(`role() called with two roles: ${roles}`);
  }
  const role = isGiven(first) ? first : keyword;
  if (!isGiven(role)) {
    const help = "Try role('role') or role(role='role').";
    throw missingArgument(`role() called without role. ${help}`);
  }
  const others = Array.from(named.entries).filter(
    ([key]) => key !== "role" && key !== DUPLICATE_FLAG,
  );
  const meta = Object.fromEntries(others.map(([key, given]) => [key, toJson(given)]));
  return {
    kind: "role",
    role: displayText(role),
    allowsDuplicate: named.read(DUPLICATE_FLAG, (given) => given) === true,
    ...(others.length > 0 && { meta }),
  } as const;
}

function isGiven(value: TemplateValue): boolean {
  return value !== undefined && value !== null;
}

/** Metadata as it goes into a body. */
function toJson(value: TemplateValue): unknown {
  if (value === undefined) return null;
  if (isFloat(value)) return value.value;
  if (!isObject(value)) return value;
  if (value instanceof EnumValueObject) return value.name;
  if (value.repr === "map") {
    return Object.fromEntries(
      pairsOf(value).map(([key, member]) => [displayText(key), toJson(member)]),
    );
  }
  return Array.from(value.iterate() ?? [], toJson);
}
