/** What the words mean that an item declares: its own name, and those of its members. */
import type { SyntaxNode } from "../syntax/tree";
import { type ClassView, type EnumView, itemView } from "../syntax/views/declarations";
import type { Meaning } from "./checkedItem";
import type { Checking } from "./checking";
import { lowerType } from "./lowerType";
import { receiverOf } from "./signatures";

export function recordDeclaredNames(c: Checking, item: SyntaxNode): void {
  const view = itemView(item);
  if (!view || view.kind === "header" || !view.name) return;
  const name = view.name.text;
  const meaning = meaningOfItem(view.kind, name);
  if (meaning) c.recordMeaning(view.name, meaning);
  if (view.kind === "class") recordMembers(c, view, name);
  if (view.kind === "enum") recordVariants(c, view, name);
}

function meaningOfItem(kind: string, name: string): Meaning | undefined {
  switch (kind) {
    case "class":
    case "enum":
    case "function":
    case "templateString":
    case "client":
    case "retryPolicy":
      return { kind, name };
    case "typeAlias":
      return { kind: "alias", name };
    case "let":
      return { kind: "constant", name };
    default:
      return undefined;
  }
}

function recordMembers(c: Checking, view: ClassView, owner: string): void {
  for (const field of view.fields) {
    if (!field.name) continue;
    const type = lowerType(field.type, c.typeParameters);
    c.recordMeaning(field.name, { kind: "field", owner, name: field.name.text, type });
  }
  for (const method of view.methods) {
    if (!method.name) continue;
    const isStatic = receiverOf(method) === undefined;
    c.recordMeaning(method.name, { kind: "method", owner, name: method.name.text, isStatic });
  }
}

function recordVariants(c: Checking, view: EnumView, enumName: string): void {
  for (const { name } of view.variants) {
    if (name) c.recordMeaning(name, { kind: "variant", enumName, name: name.text });
  }
}
