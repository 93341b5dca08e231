/**
 * Templates: what may be written inside the braces of a prompt, a template string or a
 * constraint. Broken templates have no tree, so the text before the cursor decides.
 */
import { CompletionItemKind } from "vscode-languageserver-types";
import { membersOfType, type ParamType, type Type, typeText } from "../../language";
import type { Cursor, Snapshot } from "../../project";
import { type Candidate, choices, keywords } from "./candidate";
import {
  expressionWords,
  filterNames,
  loopMembers,
  roleNames,
  statementNames,
  testNames,
} from "./templateWords";
import { namedCandidates } from "./types";

/** `text` is that of the file. None outside of the braces. */
export function templateCandidates(
  snapshot: Snapshot,
  cursor: Cursor,
  text: string,
): readonly Candidate[] {
  const string = cursor.string!;
  const before = text.slice(string.start, cursor.offset);
  const tag = openTag(before);
  if (!tag) return [];
  if (/\bstring$/i.test(string.kind) && !isTemplate(cursor)) return [];
  const names = new Names(snapshot, cursor, before);
  const role = /_\s*\.\s*(?:role|chat)\(\s*(?:role\s*=\s*)?(["']?)\w*$/.exec(tag.text);
  if (role) return choices(roleNames.map((name) => (role[1] ? name : `"${name}"`)));
  if (isInString(tag.text)) return [];
  const chain = /([A-Za-z_]\w*(?:\s*\.\s*\w+)*)\s*\.\s*\w*$/.exec(tag.text)?.[1];
  if (chain !== undefined) return names.behind(chain.split(/\s*\.\s*/));
  if (/[)\]]\s*\.\s*\w*$/.test(tag.text)) return [];
  if (/\|\s*\w*$/.test(tag.text)) return functions(filterNames);
  if (/\bis\s+(?:not\s+)?\w*$/.test(tag.text)) return functions(testNames);
  if (tag.kind === "{%" && /^[-+]?\s*\w*$/.test(tag.text)) return keywords(statementNames);
  return names.all;
}

/** Quoted text is a template in prompts and template strings alone. */
function isTemplate({ before }: Cursor): boolean {
  const last = before.at(-1);
  return last?.text === "prompt" || before[0]?.kind === "template_string";
}

interface OpenTag {
  readonly kind: "{{" | "{%";
  /** From the braces to the cursor. */
  readonly text: string;
}

/** The tag that the text ends in. Braces in a comment, or behind a raw tag, are text. */
function openTag(before: string): OpenTag | undefined {
  let open: OpenTag["kind"] | "{#" | undefined;
  let start = 0;
  for (const found of before.matchAll(/\{\{|\{%|\{#|\}\}|%\}|#\}/g)) {
    const mark = found[0];
    if (open === undefined && (mark === "{{" || mark === "{%" || mark === "{#")) {
      open = mark;
      start = found.index + 2;
    } else if (open !== undefined && mark === closingOf[open]) open = undefined;
  }
  return open === undefined || open === "{#"
    ? undefined
    : { kind: open, text: before.slice(start) };
}

const closingOf = { "{{": "}}", "{%": "%}", "{#": "#}" } as const;

function isInString(text: string): boolean {
  const rest = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return /["']/.test(rest);
}

function functions(labels: readonly string[]): readonly Candidate[] {
  return labels.map((label) => ({ label, kind: CompletionItemKind.Function, rank: 2 }));
}

/** The names of one template, as they are known at the cursor. */
class Names {
  readonly #snapshot: Snapshot;
  readonly #cursor: Cursor;
  readonly #before: string;

  constructor(snapshot: Snapshot, cursor: Cursor, before: string) {
    this.#snapshot = snapshot;
    this.#cursor = cursor;
    this.#before = before;
  }

  get all(): readonly Candidate[] {
    const typed = [...this.#loopVariables, ...this.#parameters].map(({ name, type }) => ({
      label: name ?? "",
      kind: CompletionItemKind.Variable,
      ...(type && { detail: typeText(type) }),
      rank: 0,
    }));
    const own = this.#isConstraint ? ["this", "_"] : ["ctx", "_"];
    const roots = own.map((label) => ({ label, kind: CompletionItemKind.Variable, rank: 1 }));
    const named = namedCandidates(this.#snapshot, {
      templateString: CompletionItemKind.Function,
      enum: CompletionItemKind.Enum,
      function: CompletionItemKind.Function,
    });
    return [...typed, ...roots, ...(this.#isConstraint ? [] : named), ...keywords(expressionWords)];
  }

  /** The members of a chain such as `person.address`. */
  behind([root, ...steps]: readonly string[]): readonly Candidate[] {
    if (root === "_")
      return steps.length === 0 ? functions(this.#isConstraint ? [] : ["role", "chat"]) : [];
    if (root === "ctx") return contextMembers(steps);
    if (root === "loop") return steps.length === 0 ? properties(loopMembers) : [];
    const type = this.#typeOf([root!, ...steps]);
    if (type) return this.#membersOf(type);
    const declared = steps.length === 0 ? this.#environment.typeNamed(root!) : undefined;
    if (declared?.kind !== "enum") return [];
    return declared.variants.map((label) => ({
      label,
      kind: CompletionItemKind.EnumMember,
      detail: root!,
      rank: 1,
    }));
  }

  #membersOf(type: Type): readonly Candidate[] {
    const { kind } = this.#opened(type);
    if (kind === "enum") return properties(["value"]);
    return membersOfType(this.#environment, optionalInner(type)).flatMap((member) =>
      member.kind === "field"
        ? {
            label: member.name,
            kind: CompletionItemKind.Field,
            detail: typeText(member.type),
            rank: 1,
          }
        : [],
    );
  }

  #opened(type: Type): { readonly kind: string } {
    const inner = optionalInner(type);
    return (inner.kind === "named" && this.#environment.typeNamed(inner.name)) || inner;
  }

  #typeOf([root, ...steps]: readonly string[]): Type | undefined {
    const known = [...this.#loopVariables, ...this.#parameters];
    let type = known.find(({ name }) => name === root)?.type;
    for (const step of steps) {
      const members = type ? membersOfType(this.#environment, optionalInner(type)) : [];
      type = members.find(({ name, kind }) => name === step && kind === "field")?.type;
    }
    return type;
  }

  /** Of the `for` statements before the cursor; those that have ended do no harm. */
  get #loopVariables(): readonly { readonly name: string; readonly type?: Type }[] {
    const loops = this.#before.matchAll(/\{%[-+]?\s*for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\s+([\w.]+)/g);
    const found: { name: string; type?: Type }[] = [];
    for (const [, first, second, chain] of loops) {
      const type = this.#typeOfParameterChain(chain!.split("."));
      const element = type && elementOf(optionalInner(type));
      found.unshift({ name: first!, ...(element && !second && { type: element }) });
      if (second) found.unshift({ name: second });
    }
    return found;
  }

  #typeOfParameterChain([root, ...steps]: readonly string[]): Type | undefined {
    let type = this.#parameters.find(({ name }) => name === root)?.type;
    for (const step of steps) {
      const members = type ? membersOfType(this.#environment, optionalInner(type)) : [];
      type = members.find(({ name }) => name === step)?.type;
    }
    return type;
  }

  /** Of the function or template string around the template. */
  get #parameters(): readonly ParamType[] {
    const { before } = this.#cursor;
    const at = before.findLastIndex(
      ({ kind }) => kind === "function" || kind === "template_string",
    );
    const name = before[at + 1]?.text;
    if (at === -1 || name === undefined) return [];
    const owner =
      before[0]!.kind === "class" ? this.#environment.typeNamed(before[1]?.text ?? "") : undefined;
    const declared =
      owner?.kind === "class"
        ? owner.methods.find((one) => one.name === name)
        : this.#environment.valueNamed(name);
    return declared && declared.kind !== "constant" ? declared.params : [];
  }

  get #isConstraint(): boolean {
    return this.#cursor.string!.kind === "jinja";
  }

  get #environment() {
    return this.#snapshot.analysis.environment;
  }
}

function contextMembers(steps: readonly string[]): readonly Candidate[] {
  if (steps.length === 0) return properties(["output_format", "client", "tags"]);
  return steps.length === 1 && steps[0] === "client" ? properties(["name", "provider"]) : [];
}

function properties(labels: readonly string[]): readonly Candidate[] {
  return labels.map((label) => ({ label, kind: CompletionItemKind.Property, rank: 1 }));
}

function optionalInner(type: Type): Type {
  return type.kind === "optional" ? type.inner : type;
}

function elementOf(type: Type): Type | undefined {
  if (type.kind === "list") return type.item;
  return type.kind === "map" ? type.key : undefined;
}
