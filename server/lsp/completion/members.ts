/** Members: what may stand behind a dot, by the type of what stands before it. */
import { CompletionItemKind } from "vscode-languageserver-types";
import {
  builtinRoots,
  type CheckedItem,
  type Meaning,
  membersOfType,
  namesInNamespace,
  placeAt,
  type SyntaxNode,
  staticMethodsOf,
  Token,
  type Type,
  type TypeMember,
  typeText,
} from "../../language";
import type { Cursor, Snapshot } from "../../project";
import type { Candidate } from "./candidate";
import { localsAt } from "./locals";

export function memberCandidates(
  snapshot: Snapshot,
  path: string,
  cursor: Cursor,
): readonly Candidate[] {
  const dot = cursor.before.at(-1)!;
  const tree = snapshot.files.get(path)!.tree;
  const place = placeAt(tree, dot.start);
  const checked = place && snapshot.analysis.checked(place.item.node);
  const start = place?.item.start ?? 0;
  const node = place?.path.findLast(
    (one) => (one.kind === "path" || one.kind === "member") && start + one.start < dot.start,
  );
  const found = node && checked && behindNode(snapshot, checked, node, dot.start - start);
  return found ?? behindWord(snapshot, path, cursor);
}

function behindNode(
  snapshot: Snapshot,
  checked: CheckedItem,
  node: SyntaxNode,
  dot: number,
): readonly Candidate[] | undefined {
  const word = node.children.findLast(
    (child): child is Token => child instanceof Token && child.kind === "word" && child.end <= dot,
  );
  const meaning = word && checked.meaningOf(word);
  if (meaning && node.kind === "path") return behindMeaning(snapshot, meaning);
  const object = node.children.find((child) => !(child instanceof Token) && child.end <= dot);
  const type = object && checked.typeOf(object as SyntaxNode);
  return type && behindType(snapshot, type);
}

/** In text so broken that no expression came of it: a local, a type or a root by its name. */
function behindWord(snapshot: Snapshot, path: string, cursor: Cursor): readonly Candidate[] {
  const word = cursor.before.at(-2);
  if (!word) return [];
  const local = localsAt(snapshot, path, cursor.offset).find(({ name }) => name === word.text);
  if (local) return behindType(snapshot, local.type);
  if (builtinRoots.includes(word.text))
    return behindMeaning(snapshot, { kind: "namespace", path: word.text });
  const declared = snapshot.analysis.environment.typeNamed(word.text);
  return declared ? behindMeaning(snapshot, { kind: declared.kind, name: word.text }) : [];
}

function behindMeaning(snapshot: Snapshot, meaning: Meaning): readonly Candidate[] {
  const { environment } = snapshot.analysis;
  switch (meaning.kind) {
    case "local":
    case "watch":
      return behindType(snapshot, meaning.local.type);
    case "field":
      return behindType(snapshot, meaning.type);
    case "constant":
      return behindType(snapshot, constantType(snapshot, meaning.name));
    case "variant":
      return behindType(snapshot, { kind: "named", name: meaning.enumName });
    case "class":
    case "enum":
    case "alias":
      return behindTypeName(snapshot, meaning.name);
    case "namespace":
      return namespaceCandidates(meaning.path);
    case "function": {
      const declared = environment.valueNamed(meaning.name);
      const isLlm = declared?.kind === "function" && declared.isLlm;
      return isLlm ? ["render_prompt", "build_request"].map(method) : [];
    }
    default:
      return [];
  }
}

function constantType({ analysis: { environment } }: Snapshot, name: string): Type {
  const declared = environment.valueNamed(name);
  return (declared?.kind === "constant" && declared.type) || environment.constantType(name);
}

/** Variants of an enum, static methods of a class; aliases are looked through. */
function behindTypeName(
  snapshot: Snapshot,
  name: string,
  seen: readonly string[] = [],
): readonly Candidate[] {
  const declared = snapshot.analysis.environment.typeNamed(name);
  switch (declared?.kind) {
    case "enum":
      return declared.variants.map((label) => ({
        label,
        kind: CompletionItemKind.EnumMember,
        detail: name,
        rank: 1,
      }));
    case "class":
      return staticMethodsOf(declared).map((one) => method(one.name));
    case "alias":
      return declared.type.kind === "named" && !seen.includes(name)
        ? behindTypeName(snapshot, declared.type.name, [...seen, name])
        : [];
    default:
      return [];
  }
}

export function behindType(snapshot: Snapshot, type: Type): readonly Candidate[] {
  return membersOfType(snapshot.analysis.environment, type).map(memberCandidate);
}

function memberCandidate(member: TypeMember): Candidate {
  return {
    label: member.name,
    kind: member.kind === "field" ? CompletionItemKind.Field : CompletionItemKind.Method,
    detail: typeText(member.type),
    rank: member.kind === "field" ? 1 : 2,
    ...(member.kind === "builtin" && { subject: { kind: "builtin", path: member.path } }),
  };
}

function method(label: string): Candidate {
  return { label, kind: CompletionItemKind.Method, rank: 1 };
}

function namespaceCandidates(path: string): readonly Candidate[] {
  return namesInNamespace(path).map((label) => ({
    label,
    kind: /^[A-Z]/.test(label) ? CompletionItemKind.Class : CompletionItemKind.Function,
    subject: { kind: "builtin", path: `${path}.${label}` },
    rank: 1,
  }));
}
