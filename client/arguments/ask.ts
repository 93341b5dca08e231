/**
 * Asks for the arguments of a function: from a test, from history, line by line, or in a
 * JSON document. `Run` asks only when there is nothing to go by; `Run with…` always asks.
 */
import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { FunctionInfo, ParameterInfo } from "../../server/lsp/protocol";
import type { ArgumentDocuments } from "./argumentDocument";
import { asksByLine, type Field, fieldOf, parseLine } from "./fields";
import type { ArgumentChoice, ArgumentMemory } from "./memory";

export class ArgumentAsker {
  readonly #memory: ArgumentMemory;
  readonly #documents: ArgumentDocuments;

  constructor(memory: ArgumentMemory, documents: ArgumentDocuments) {
    this.#memory = memory;
    this.#documents = documents;
  }

  /** The choice for `Run`; undefined when the user gave up or went on to a document. */
  async forRun(info: FunctionInfo): Promise<ArgumentChoice | undefined> {
    if (info.parameters.length === 0) return { kind: "args", args: {} };
    const test = info.tests[0];
    const known = this.#memory.last(info) ?? (test && { kind: "test", test: test.name });
    return known ?? this.#enter(info);
  }

  /** The choice for `Run with…`. */
  async forRunWith(info: FunctionInfo): Promise<ArgumentChoice | undefined> {
    const sources = this.#sources(info);
    const picked = await window.showQuickPick(sources, {
      title: `Run ${info.function} with…`,
      placeHolder: "Arguments",
      matchOnDetail: true,
    });
    return picked?.choose?.();
  }

  remember(info: FunctionInfo, choice: ArgumentChoice): Promise<void> {
    return this.#memory.remember(info, choice);
  }

  #sources(info: FunctionInfo): Source[] {
    const last = this.#memory.last(info);
    const tests = info.tests.map(({ name, args }) => ({
      label: `$(beaker) ${name}`,
      description: last?.kind === "test" && last.test === name ? "last" : "",
      detail: argumentsText(args),
      choose: async () => ({ kind: "test", test: name }) as const,
    }));
    const history = this.#memory.history(info).map((args, index) => ({
      label: `$(history) ${argumentsText(args)}`,
      description: last?.kind === "args" && index === 0 ? "last" : "",
      choose: async () => ({ kind: "args", args }) as const,
    }));
    return [
      ...group("Tests", tests),
      ...group("History", history),
      ...group("New", [
        { label: "$(edit) Enter arguments…", choose: () => this.#enter(info) },
        { label: "$(json) Edit as JSON…", choose: () => this.#openDocument(info) },
      ]),
    ];
  }

  async #enter(info: FunctionInfo): Promise<ArgumentChoice | undefined> {
    if (!asksByLine(info.parameters)) return this.#openDocument(info);
    const args: Record<string, unknown> = {};
    for (const [index, parameter] of info.parameters.entries()) {
      const step = { at: index + 1, of: info.parameters.length };
      const answer = await askFor(info, parameter, fieldOf(parameter)!, step);
      if (answer === undefined) return undefined;
      args[parameter.name] = answer.value;
    }
    return { kind: "args", args };
  }

  /** The document has a Run of its own, so there is no choice to wait for. */
  async #openDocument(info: FunctionInfo): Promise<undefined> {
    const last = this.#memory.last(info);
    const examples = info.parameters.map(({ name, example }) => [name, example]);
    const from = last?.kind === "args" ? last.args : info.tests[0]?.args;
    await this.#documents.open(info, from ?? Object.fromEntries(examples));
    return undefined;
  }
}

interface Source extends QuickPickItem {
  /** Left out on separators. */
  readonly choose?: () => Promise<ArgumentChoice | undefined>;
}

function group(label: string, items: readonly Source[]): Source[] {
  return items.length > 0 ? [{ label, kind: QuickPickItemKind.Separator }, ...items] : [];
}

async function askFor(
  info: FunctionInfo,
  parameter: ParameterInfo,
  field: Field,
  step: { readonly at: number; readonly of: number },
): Promise<{ value: unknown } | undefined> {
  const count = step.of > 1 ? ` (${step.at}/${step.of})` : "";
  const title = `${info.function}: ${parameter.name}${count}`;
  const options = { title, ignoreFocusOut: true };
  if (field.kind === "choice") {
    const items = [...field.values.map(String), ...(field.nullable ? [NULL_ITEM] : [])];
    const picked = await window.showQuickPick(items, { ...options, placeHolder: parameter.type });
    if (picked === undefined) return undefined;
    const parsed = parseLine(field, picked === NULL_ITEM ? "" : picked);
    return "value" in parsed ? parsed : undefined;
  }
  const example = parameter.example;
  const line = await window.showInputBox({
    ...options,
    prompt: `${parameter.type}${field.nullable ? ", empty for null" : ""}`,
    value: typeof example === "string" || typeof example === "number" ? String(example) : "",
    validateInput: (text) => {
      const parsed = parseLine(field, text);
      return "problem" in parsed ? parsed.problem : undefined;
    },
  });
  if (line === undefined) return undefined;
  const parsed = parseLine(field, line);
  return "value" in parsed ? parsed : undefined;
}

/** One line of what will be passed; the picker cuts it where it must. */
function argumentsText(args: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return texts.join(", ").slice(0, 200) || "no arguments";
}

const NULL_ITEM = "null";
