/**
 * The check of one item: the types it writes, the bodies it holds, the names it repeats.
 *
 * Invariant: asks the environment for everything outside the item, so what it asked is all
 * its result depends on.
 */
import { unreachable } from "../../base";
import { declarationDiagnostics } from "../declarations/declarations";
import { nameOf } from "../names/itemIndex";
import { memberNameDiagnostics } from "../names/memberNames";
import type { SyntaxNode } from "../syntax/tree";
import {
  ClassView,
  type FunctionView,
  itemView,
  type TypeBuilderEntryView,
  type TypeBuilderView,
} from "../syntax/views/declarations";
import type { LetView } from "../syntax/views/statements";
import { templateDiagnostics } from "../template/templateDiagnostics";
import type { CheckedItem } from "./checkedItem";
import { Checking, newBody } from "./checking";
import { recordConfigReferences } from "./configReferences";
import { recordDeclaredNames } from "./declaredNames";
import { type Effects, noEffects } from "./effects";
import type { Environment } from "./environment";
import { checkFunction } from "./functions";
import type { FunctionSignature, TypeSignature } from "./signature";
import { functionSignature, typeParametersOf, typeSignature } from "./signatures";
import { typeOfLet } from "./statements";
import { recoveryType, type Type } from "./type";
import { checkType, recordTypeName } from "./writtenTypes";

/** What the project needs of a checked item beside its results. */
export interface ItemResult {
  readonly checked: CheckedItem;
  /** Of the item; undefined for headers and broken text. */
  readonly name: string | undefined;
  /** Of each function, method or constant in the item, by its key. */
  readonly bodies: readonly BodyResult[];
}

export interface BodyResult {
  readonly key: string;
  readonly effects: Effects;
  readonly callees: readonly string[];
  /** The constants it uses. */
  readonly constants: readonly string[];
  /** The inferred type of a constant's value. */
  readonly type?: Type;
}

export function checkItem(node: SyntaxNode, environment: Environment): ItemResult {
  const c = new Checking(node, environment);
  if (node.kind === "class") c.typeParameters = typeParametersOf(new ClassView(node));
  for (const diagnostic of memberNameDiagnostics(node)) c.report(diagnostic);
  for (const diagnostic of declarationDiagnostics(node, c.environment)) c.report(diagnostic);
  for (const diagnostic of templateDiagnostics(node, c.environment)) c.report(diagnostic);
  recordDeclaredNames(c, node);
  const bodies = checkByKind(c, node);
  return { checked: c.finish(), name: nameOf(node)?.text, bodies };
}

function checkByKind(c: Checking, node: SyntaxNode): readonly BodyResult[] {
  const view = itemView(node);
  if (view) recordConfigReferences(c, view);
  switch (view?.kind) {
    case "class":
      return checkClass(c, view);
    case "typeAlias":
      checkType(c, view.type);
      return [];
    case "function":
      return checkFreeFunction(c, view);
    case "templateString":
      for (const parameter of view.parameters) checkType(c, parameter.type);
      return [];
    case "let":
      return checkConstant(c, view);
    case "test":
      for (const block of view.block ? [view.block] : []) {
        for (const builder of block.typeBuilders) checkTypeBuilder(c, builder);
      }
      return [];
    default:
      return [];
  }
}

function checkClass(c: Checking, view: ClassView): readonly BodyResult[] {
  for (const field of view.fields) checkType(c, field.type);
  const owner = view.name?.text ?? "";
  const { typeParameters } = c;
  return view.methods.map((method) =>
    functionResult(c, method, functionSignature(method, { owner, typeParameters })),
  );
}

function checkFreeFunction(c: Checking, view: FunctionView): readonly BodyResult[] {
  return [functionResult(c, view, functionSignature(view))];
}

function functionResult(c: Checking, view: FunctionView, signature: FunctionSignature): BodyResult {
  const body = checkFunction(c, view, signature);
  // A clause says it all: whoever calls the function goes by the signature.
  const throws = signature.throws ? [] : [...body.thrown].sort();
  return {
    key: body.key,
    effects: { throws, diverges: body.diverges },
    callees: [...body.callees],
    constants: [...body.constants],
  };
}

function checkConstant(c: Checking, view: LetView): readonly BodyResult[] {
  let type: Type = recoveryType;
  const body = c.inBody(newBody(view.name?.text ?? ""), () => {
    type = typeOfLet(c, view);
  });
  const { key, callees, constants } = body;
  return [{ key, effects: noEffects, callees: [...callees], constants: [...constants], type }];
}

/** The types of a builder know each other, and those of the project. */
function checkTypeBuilder(c: Checking, view: TypeBuilderView): void {
  const own = new Map(view.entries.flatMap(typeOfEntry));
  const around = c.environment;
  const environment: Environment = {
    ...around,
    typeNamed: (name) => own.get(name) ?? around.typeNamed(name),
    namesOf: (space) =>
      space === "types" ? [...own.keys(), ...around.namesOf(space)] : around.namesOf(space),
  };
  c.inEnvironment(environment, () => {
    for (const entry of view.entries) checkEntry(c, entry);
  });
}

function typeOfEntry(view: TypeBuilderEntryView): readonly (readonly [string, TypeSignature])[] {
  if (view.kind === "dynamic" || !view.name) return [];
  return [[view.name.text, typeSignature(view)]];
}

function checkEntry(c: Checking, view: TypeBuilderEntryView): void {
  switch (view.kind) {
    case "class":
      for (const field of view.fields) checkType(c, field.type);
      break;
    case "enum":
      break;
    case "typeAlias":
      checkType(c, view.type);
      break;
    case "dynamic": {
      const { declaration } = view;
      const name = declaration?.name;
      if (name) recordTypeName(c, [name], name.text);
      if (declaration?.kind === "class") checkEntry(c, declaration);
      break;
    }
    default:
      unreachable(view, "entry of a type builder");
  }
}
