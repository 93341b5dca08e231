/** All members of a type, for those who list them: what may stand behind a dot. */
import type { Environment } from "./environment";
import { expanded, membersOf } from "./expand";
import { Generics } from "./generics";
import { type Builtin, builtinMethodsOf } from "./library/library";
import type { ClassSignature, FunctionSignature } from "./signature";
import { functionType, type Type } from "./type";
import { unionOf } from "./unions";
import { widened } from "./widening";

export type TypeMember =
  | { readonly kind: "field"; readonly name: string; readonly type: Type }
  | {
      readonly kind: "method";
      readonly name: string;
      readonly type: Type;
      readonly declared: FunctionSignature;
    }
  | { readonly kind: "builtin"; readonly name: string; readonly type: Type; readonly path: string };

/** What an expression of the type has; of a union of classes, the fields that all have. */
export function membersOfType(environment: Environment, type: Type): readonly TypeMember[] {
  const head = widened(expanded(environment, type));
  if (head.kind === "union") return sharedFields(environment, membersOf(environment, head));
  const declared = head.kind === "named" ? environment.typeNamed(head.name) : undefined;
  const builtins = builtinMethodsOf(head).map((builtin) => builtinMember(head, builtin));
  return declared?.kind === "class" ? [...classMembers(declared), ...builtins] : builtins;
}

/** What can be called on a class itself. */
export function staticMethodsOf(declared: ClassSignature): readonly FunctionSignature[] {
  return declared.methods.filter((method) => !method.hasReceiver);
}

function classMembers(declared: ClassSignature): readonly TypeMember[] {
  const fields = declared.fields.map(
    ({ name, type }): TypeMember => ({ kind: "field", name, type }),
  );
  const methods = declared.methods.filter((method) => method.hasReceiver);
  return [...fields, ...methods.map(methodMember)];
}

function methodMember(declared: FunctionSignature): TypeMember {
  const type = functionType(declared.params, declared.returns);
  return { kind: "method", name: declared.name, type, declared };
}

function builtinMember(receiver: Type, builtin: Builtin): TypeMember {
  const { path, params, returns } = builtin;
  const generics = new Generics();
  if (builtin.receiver) generics.infer(builtin.receiver, receiver);
  const type = generics.substitute(functionType(params, returns));
  return { kind: "builtin", name: path.slice(path.lastIndexOf(".") + 1), type, path };
}

function sharedFields(environment: Environment, types: readonly Type[]): readonly TypeMember[] {
  const [first, ...others] = types.map((type) =>
    membersOfType(environment, type).filter((member) => member.kind === "field"),
  );
  return (first ?? []).flatMap(({ name, type }): readonly TypeMember[] => {
    const same = others.map((fields) => fields.find((field) => field.name === name));
    if (same.includes(undefined)) return [];
    return [{ kind: "field", name, type: unionOf([type, ...same.map((field) => field!.type)]) }];
  });
}
