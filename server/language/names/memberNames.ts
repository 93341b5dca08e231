/** The names an item takes and those of its members: reserved ones, and those given twice. */
import type { Diagnostic } from "../diagnostics";
import type { SyntaxNode, Token } from "../syntax/tree";
import { type ClassView, type EnumView, itemView } from "../syntax/views/declarations";

/** What is wrong with the names inside one item; other items do not matter. */
export function memberNameDiagnostics(item: SyntaxNode): readonly Diagnostic[] {
  const view = itemView(item);
  switch (view?.kind) {
    case "class":
      return [...reservedPrefix(view.name), ...repeatedInClass(view)];
    case "enum":
      return [...reservedPrefix(view.name), ...repeatedInEnum(view)];
    case "typeAlias":
    case "function":
      return reservedPrefix(view.name);
    default:
      return [];
  }
}

/** Generated partial types are called so (E0100). */
function reservedPrefix(name: Token | undefined): readonly Diagnostic[] {
  if (!name?.text.startsWith("stream_")) return [];
  return [
    {
      code: "E0100",
      severity: "error",
      range: name.range,
      message: `the \`stream_\` prefix is reserved, and \`${name.text}\` has it`,
      hint: "The partial values of a stream have types with such names.",
    },
  ];
}

function repeatedInClass(view: ClassView): readonly Diagnostic[] {
  const owner = `class \`${view.name?.text ?? "_"}\``;
  const fields = namesOf(view.fields);
  const methods = namesOf(view.methods);
  return [
    ...repeated(fields, { code: "E0012", what: "field", owner }),
    ...repeated(methods, { code: "E0093", what: "method", owner }),
  ];
}

function repeatedInEnum(view: EnumView): readonly Diagnostic[] {
  const owner = `enum \`${view.name?.text ?? "_"}\``;
  return repeated(namesOf(view.variants), { code: "E0013", what: "variant", owner });
}

function namesOf(members: readonly { readonly name: Token | undefined }[]): readonly Token[] {
  return members.flatMap((member) => member.name ?? []);
}

interface Repetition {
  readonly code: string;
  readonly what: string;
  readonly owner: string;
}

/** One report for each name after the first of its kind. */
function repeated(names: readonly Token[], { code, what, owner }: Repetition): Diagnostic[] {
  const first = new Map<string, Token>();
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const earlier = first.get(name.text);
    if (!earlier) {
      first.set(name.text, name);
      continue;
    }
    diagnostics.push({
      code,
      severity: "error",
      range: name.range,
      message: `duplicate ${what} \`${name.text}\` in ${owner}`,
      related: [{ range: earlier.range, message: `First ${what} of that name` }],
    });
  }
  return diagnostics;
}
