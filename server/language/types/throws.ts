/** `throw`, and what a function has promised about it (4.17). */
import type { Diagnostic } from "../diagnostics";
import type { ThrowsView } from "../syntax/views/declarations";
import type { ExpressionView, ThrowView } from "../syntax/views/expressions";
import type { Checking } from "./checking";
import { inferExpression } from "./expressions";
import { diverge } from "./flow";
import type { DeclaredThrow } from "./signature";
import {
  type Facts,
  factsOfDeclared,
  factsOfThrown,
  neverThrown,
  uncovered,
  variantFact,
} from "./throwFacts";
import { neverType, type Type } from "./type";

export function inferThrow(c: Checking, view: ThrowView): Type {
  const type = inferExpression(c, view.value);
  c.addThrown(factsOfValue(c, view.value, type));
  c.flow = diverge(c.flow);
  return neverType;
}

function factsOfValue(c: Checking, view: ExpressionView | undefined, type: Type): Facts {
  switch (view?.kind) {
    case "parenthesized":
      return factsOfValue(c, view.inner, type);
    case "path": {
      const meaning = c.meaningOf(view.segments.at(-1));
      if (meaning?.kind !== "variant") break;
      return new Set([variantFact(meaning.enumName, meaning.name)]);
    }
    case "name": {
      const facts = c.find(view.name)?.facts;
      if (facts) return facts;
      break;
    }
  }
  return factsOfThrown(c.environment, type);
}

/** Compares what a body throws with its `throws` clause. */
export function checkContract(
  c: Checking,
  view: ThrowsView,
  declared: readonly DeclaredThrow[],
  thrown: Facts,
): void {
  const promised = factsOfDeclared(c.environment, declared);
  const extra = uncovered(c.environment, thrown, promised);
  if (extra.length > 0) c.report(throwsViolated(view, extra));
  if (thrown.size === 0) return;
  const unused = neverThrown(c.environment, promised, thrown);
  if (unused.length > 0) c.report(throwsExtraneous(view, unused));
}

function throwsViolated(view: ThrowsView, facts: readonly string[]): Diagnostic {
  return {
    code: "E0096",
    severity: "error",
    range: view.syntax.range,
    message: `function throws types not covered: ${quotedList(facts)}`,
    hint: "Catch them in the body, or add them to the `throws` clause.",
  };
}

function throwsExtraneous(view: ThrowsView, facts: readonly string[]): Diagnostic {
  return {
    code: "E0097",
    severity: "warning",
    range: view.syntax.range,
    message: `declaration includes types never thrown: ${quotedList(facts)}`,
  };
}

export function quotedList(facts: readonly string[]): string {
  return facts.map((fact) => `\`${fact}\``).join(", ");
}
