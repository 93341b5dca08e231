/** Which attributes there are, and where each may stand (7.4). */

export type AttributeContext =
  | "class"
  | "field"
  | "enum"
  | "variant"
  | "alias"
  | "type"
  | "parameter"
  | "test";

type Places = Readonly<Record<string, readonly AttributeContext[]>>;

/** Behind something: `@name`. */
const fieldAttributes: Places = {
  alias: ["field", "variant"],
  description: ["field", "variant"],
  skip: ["field", "variant"],
  assert: ["field", "alias", "type", "parameter"],
  check: ["field", "alias", "type"],
  "stream.done": ["field", "alias", "type", "parameter"],
  "stream.not_null": ["field", "alias", "type", "parameter"],
  "stream.with_state": ["field", "alias", "type", "parameter"],
  "stream.starts_as": ["field", "type", "parameter"],
  "stream.type": ["field", "type", "parameter"],
};

/** In a block: `@@name`. */
const blockAttributes: Places = {
  alias: ["class", "enum"],
  description: ["class", "enum"],
  assert: ["class", "test"],
  check: ["class", "test"],
  dynamic: ["class", "enum"],
  "stream.done": ["class"],
  "stream.not_null": ["class"],
  // Known, and allowed nowhere: passed over by the released language.
  skip: [],
  "stream.with_state": [],
};

/** True for attributes with this sigil; `sap.…` is what compilers write. */
export function isKnownAttribute(
  name: string,
  isBlock: boolean,
  context: AttributeContext,
): boolean {
  if (/^sap\./.test(name)) return context === "class" || context === "field";
  return Object.hasOwn(isBlock ? blockAttributes : fieldAttributes, name);
}

export function contextsOf(name: string, isBlock: boolean): readonly AttributeContext[] {
  if (/^sap\./.test(name)) return isBlock ? ["class"] : ["field"];
  return (isBlock ? blockAttributes : fieldAttributes)[name] ?? [];
}

/** The attributes that may stand in a place, with their sigils. */
export function namesIn(context: AttributeContext): readonly string[] {
  const isBlock = context === "class" || context === "enum" || context === "test";
  const table = isBlock ? blockAttributes : fieldAttributes;
  return Object.entries(table)
    .filter(([, contexts]) => contexts.includes(context))
    .map(([name]) => `${isBlock ? "@@" : "@"}${name}`);
}
