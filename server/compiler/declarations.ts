/**
 * The declarations of a project's types by name, as shapes and tests see them: the views
 * of classes, enums and aliases, and which aliases lead back to themselves.
 *
 * A test's `type_builder` puts declarations of its own in front of these.
 */
import {
  type Analysis,
  ClassView,
  EnumView,
  itemView,
  type SyntaxNode,
  type SyntaxTree,
  TypeAliasView,
  type TypeView,
} from "../language";

export type TypeDeclaration = ClassView | EnumView | TypeAliasView;

export class Declarations {
  readonly #byName: ReadonlyMap<string, TypeDeclaration>;
  readonly #recursive = new Map<string, boolean>();

  /** In the order of declaration; of a repeated name the first one counts. */
  constructor(declarations: Iterable<TypeDeclaration>) {
    const byName = new Map<string, TypeDeclaration>();
    for (const declaration of declarations) {
      const name = declaration.name?.text;
      if (name !== undefined && !byName.has(name)) byName.set(name, declaration);
    }
    this.#byName = byName;
  }

  static ofProject({ index }: Analysis): Declarations {
    return new Declarations([...index.files].flatMap(({ tree }) => declarationsIn(tree)));
  }

  get all(): Iterable<TypeDeclaration> {
    return this.#byName.values();
  }

  /** True when every name means the same to a shape: the same alias, or a type of the same kind. */
  hasSameNames(other: Declarations): boolean {
    if (other.#byName.size !== this.#byName.size) return false;
    for (const [name, declaration] of other.#byName) {
      const own = this.#byName.get(name);
      if (own?.kind !== declaration.kind) return false;
      if (own.kind === "typeAlias" && own.syntax !== declaration.syntax) return false;
    }
    return true;
  }

  named(name: string): TypeDeclaration | undefined {
    return this.#byName.get(name);
  }

  /** True for an alias that leads back to itself through aliases alone. */
  isRecursive(name: string): boolean {
    const known = this.#recursive.get(name);
    if (known !== undefined) return known;
    const answer = this.#reaches(name, name, new Set());
    this.#recursive.set(name, answer);
    return answer;
  }

  #reaches(from: string, target: string, seen: Set<string>): boolean {
    const declaration = this.named(from);
    if (declaration?.kind !== "typeAlias" || !declaration.type) return false;
    for (const name of namesIn(declaration.type)) {
      if (name === target) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      if (this.#reaches(name, target, seen)) return true;
    }
    return false;
  }
}

function declarationsIn(tree: SyntaxTree): readonly TypeDeclaration[] {
  const known = declarationsByTree.get(tree);
  if (known) return known;
  const found = tree.items.flatMap(({ node }) => typeDeclaration(node) ?? []);
  declarationsByTree.set(tree, found);
  return found;
}

/** A file that did not change is the same tree in the next state of the project. */
const declarationsByTree = new WeakMap<SyntaxTree, readonly TypeDeclaration[]>();

function typeDeclaration(node: SyntaxNode): TypeDeclaration | undefined {
  const view = itemView(node);
  return view instanceof ClassView || view instanceof EnumView || view instanceof TypeAliasView
    ? view
    : undefined;
}

function namesIn(type: TypeView): readonly string[] {
  switch (type.kind) {
    case "namedType":
      return [type.name, ...type.arguments.flatMap(namesIn)];
    case "unionType":
    case "parenthesizedType":
      return type.members.flatMap(namesIn);
    case "listType":
      return type.element ? namesIn(type.element) : [];
    case "optionalType":
    case "attributedType":
      return type.inner ? namesIn(type.inner) : [];
    case "functionType":
      return [...type.parameters.map((param) => param.type), type.result].flatMap((part) =>
        part ? namesIn(part) : [],
      );
    case "literalType":
      return [];
    default:
      return type satisfies never;
  }
}
