/**
 * The words of prompts and template strings that mean something beyond their template:
 * parameters, template strings, functions, enums, variants and fields.
 *
 * Invariant: what a template declares itself (`set`, loops, macros) hides what is around it
 * and has no meaning here; where the type of something is unknown, so are its fields.
 */
import type {
  Template,
  TemplateArgument,
  TemplateExpression,
  TemplateNode,
  TemplateTarget,
  TextRange,
} from "../base";
import {
  ClassView,
  type Environment,
  FunctionView,
  type Local,
  type Meaning,
  membersOfType,
  type ParameterView,
  type ParamType,
  type PlacedItem,
  parseTemplate,
  type StringView,
  type SyntaxNode,
  TemplateStringView,
  type Type,
} from "../language";
import type { Snapshot } from "./snapshot";

export interface TemplateWord {
  /** Counts from the item, as in its tree. */
  readonly range: TextRange;
  readonly meaning: Meaning;
}

/** In the order of the text; for a template string, its parameters are among them. */
export function templateWords(snapshot: Snapshot, item: PlacedItem): readonly TemplateWord[] {
  return templatesOf(snapshot, item).flatMap(({ string, parameters }) => {
    const walk = new Walk(snapshot.analysis.environment, parameters);
    walk.nodes(parsed(string).body);
    return walk.words.map(({ range, meaning }) => ({
      range: { start: string.offsetOfContent(range.start), end: string.offsetOfContent(range.end) },
      meaning,
    }));
  });
}

/** The parameters of a template string, where they are declared. */
export function parameterWords(snapshot: Snapshot, item: PlacedItem): readonly TemplateWord[] {
  if (item.node.kind !== "templateString") return [];
  return templatesOf(snapshot, item).flatMap(({ parameters }) =>
    parameters.map((local) => ({
      range: local.declaration.range,
      meaning: { kind: "local", local, use: "declare" },
    })),
  );
}

interface PlacedTemplate {
  readonly string: StringView;
  readonly parameters: readonly Local[];
}

function templatesOf(snapshot: Snapshot, { node }: PlacedItem): readonly PlacedTemplate[] {
  switch (node.kind) {
    case "templateString": {
      const view = new TemplateStringView(node);
      const declared = snapshot.analysis.environment.valueNamed(view.name?.text ?? "");
      const params = declared?.kind === "templateString" ? declared.params : [];
      const parameters = view.parameters.flatMap((one, at) => ownLocal(node, one, params[at]));
      return view.string ? [{ string: view.string, parameters }] : [];
    }
    case "function":
      return templateOfFunction(snapshot, node, new FunctionView(node));
    case "class":
      return new ClassView(node).methods.flatMap((one) => templateOfFunction(snapshot, node, one));
    default:
      return [];
  }
}

function templateOfFunction(
  snapshot: Snapshot,
  item: SyntaxNode,
  view: FunctionView,
): readonly PlacedTemplate[] {
  const string = view.llmBody?.prompt?.string;
  const checked = snapshot.analysis.checked(item);
  if (!string || !checked) return [];
  const parameters = view.parameters.flatMap(({ name }) => {
    const meaning = name && checked.meaningOf(name);
    return meaning?.kind === "local" ? [meaning.local] : [];
  });
  return [{ string, parameters }];
}

/** By the node of the parameter: the object is its identity. */
const ownLocals = new WeakMap<SyntaxNode, Local>();

function ownLocal(item: SyntaxNode, view: ParameterView, param: ParamType | undefined): Local[] {
  const { name, syntax } = view;
  if (!name || !param) return [];
  const known = ownLocals.get(syntax);
  if (known && known.type === param.type) return [known];
  const scope = { start: name.end, end: item.end };
  const local: Local = {
    name: name.text,
    kind: "parameter",
    declaration: name,
    type: param.type,
    isWatched: false,
    scope,
  };
  ownLocals.set(syntax, local);
  return [local];
}

/** By the token, which is the same object as long as its item did not change. */
const templates = new WeakMap<object, Template>();

function parsed(string: StringView): Template {
  const known = templates.get(string.token);
  if (known) return known;
  const template = parseTemplate(string.content);
  templates.set(string.token, template);
  return template;
}

/** What a name or a chain stands for: a thing of the project, a value of a type, or neither. */
interface Known {
  readonly meaning?: Meaning;
  readonly type?: Type;
}

const unknown: Known = {};

class Walk {
  readonly words: TemplateWord[] = [];
  readonly #environment: Environment;
  #scope: ReadonlyMap<string, Known>;

  constructor(environment: Environment, parameters: readonly Local[]) {
    this.#environment = environment;
    this.#scope = new Map(
      parameters.map((local) => [
        local.name,
        { meaning: { kind: "local", local, use: "read" }, type: local.type },
      ]),
    );
  }

  nodes(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) this.#node(node);
  }

  #node(node: TemplateNode): void {
    switch (node.kind) {
      case "text":
      case "unsupported":
        break;
      case "output":
        this.#expression(node.expression);
        break;
      case "if":
        for (const { condition, body } of node.branches) {
          this.#expression(condition);
          this.nodes(body);
        }
        this.nodes(node.otherwise ?? []);
        break;
      case "for": {
        const { type } = this.#expression(node.iterable);
        this.#inScope([["loop", unknown], ...targetNames(node.target, elementOf(type))], () => {
          if (node.filter) this.#expression(node.filter);
          this.nodes(node.body);
        });
        this.nodes(node.otherwise ?? []);
        break;
      }
      case "set":
        this.#declare(targetNames(node.target, this.#expression(node.value)));
        break;
      case "setBlock":
        for (const { args } of node.filters) this.#arguments(args);
        this.#inScope([], () => this.nodes(node.body));
        this.#declare(targetNames(node.target, unknown));
        break;
      case "macro":
        for (const param of node.params) if (param.default) this.#expression(param.default);
        this.#declare([[node.name, unknown]]);
        this.#inScope(
          node.params.map(({ name }) => [name, unknown]),
          () => this.nodes(node.body),
        );
        break;
      default:
        node satisfies never;
    }
  }

  #inScope(names: readonly (readonly [string, Known])[], action: () => void): void {
    const outer = this.#scope;
    this.#scope = new Map([...outer, ...names]);
    action();
    this.#scope = outer;
  }

  #declare(names: readonly (readonly [string, Known])[]): void {
    this.#scope = new Map([...this.#scope, ...names]);
  }

  #arguments(args: readonly TemplateArgument[]): void {
    for (const { value } of args) this.#expression(value);
  }

  #all(expressions: readonly (TemplateExpression | undefined)[]): Known {
    for (const expression of expressions) if (expression) this.#expression(expression);
    return unknown;
  }

  #expression(expression: TemplateExpression): Known {
    switch (expression.kind) {
      case "literal":
        return unknown;
      case "name":
        return this.#noted(expression.range, this.#named(expression.name));
      case "attribute": {
        const object = this.#expression(expression.object);
        return this.#noted(expression.nameRange, this.#member(object, expression.name));
      }
      case "item": {
        const { type } = this.#expression(expression.object);
        this.#expression(expression.index);
        const inner = withoutNull(type);
        return inner?.kind === "map" ? { type: inner.value } : elementOf(type);
      }
      case "slice": {
        const { type } = this.#expression(expression.object);
        this.#all([expression.start, expression.stop, expression.step]);
        return type ? { type } : unknown;
      }
      case "list":
        return this.#all(expression.items);
      case "dict":
        return this.#all(expression.entries.flatMap(({ key, value }) => [key, value]));
      case "call": {
        const { meaning } = this.#expression(expression.callee);
        this.#arguments(expression.args);
        return this.#result(meaning);
      }
      case "filter":
      case "test":
        this.#expression(expression.input);
        this.#arguments(expression.args);
        return unknown;
      case "unary":
        return this.#all([expression.operand]);
      case "binary":
        return this.#all([expression.left, expression.right]);
      case "conditional":
        return this.#all([expression.value, expression.condition, expression.otherwise]);
      default:
        return expression satisfies never;
    }
  }

  #noted(range: TextRange, known: Known): Known {
    if (known.meaning) this.words.push({ range, meaning: known.meaning });
    return known;
  }

  #named(name: string): Known {
    const known = this.#scope.get(name);
    if (known) return known;
    const value = this.#environment.valueNamed(name);
    if (value && value.kind !== "constant") return { meaning: { kind: value.kind, name } };
    const type = this.#environment.typeNamed(name);
    return type?.kind === "enum" ? { meaning: { kind: "enum", name } } : unknown;
  }

  #member({ meaning, type }: Known, name: string): Known {
    if (meaning?.kind === "enum") {
      const declared = this.#environment.typeNamed(meaning.name);
      const isVariant = declared?.kind === "enum" && declared.variants.includes(name);
      const variant = { kind: "variant", enumName: meaning.name, name } as const;
      return isVariant
        ? { meaning: variant, type: { kind: "named", name: meaning.name } }
        : unknown;
    }
    const object = withoutNull(type);
    const members = object ? membersOfType(this.#environment, object) : [];
    const field = members.find((one) => one.kind === "field" && one.name === name);
    if (!field) return unknown;
    const owner = object!.kind === "named" ? { owner: this.#classOf(object!.name) } : {};
    return { meaning: { kind: "field", ...owner, name, type: field.type }, type: field.type };
  }

  /** The class behind an alias. */
  #classOf(name: string): string {
    const declared = this.#environment.typeNamed(name);
    const isAlias = declared?.kind === "alias" && declared.type.kind === "named";
    return isAlias && declared.type.kind === "named" ? this.#classOf(declared.type.name) : name;
  }

  #result(meaning: Meaning | undefined): Known {
    if (meaning?.kind !== "function") return unknown;
    const declared = this.#environment.valueNamed(meaning.name);
    return declared?.kind === "function" ? { type: declared.returns } : unknown;
  }
}

function targetNames(target: TemplateTarget, known: Known): readonly (readonly [string, Known])[] {
  switch (target.kind) {
    case "name":
      return [[target.name, known.type ? { type: known.type } : unknown]];
    case "tuple":
      return target.items.flatMap((item) => targetNames(item, unknown));
    case "attribute":
      return [];
    default:
      return target satisfies never;
  }
}

function elementOf(type: Type | undefined): Known {
  const inner = withoutNull(type);
  if (inner?.kind === "list") return { type: inner.item };
  return inner?.kind === "map" ? { type: inner.key } : unknown;
}

function withoutNull(type: Type | undefined): Type | undefined {
  return type?.kind === "optional" ? type.inner : type;
}
