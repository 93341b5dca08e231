/**
 * `catch` and `catch_all`: which facts reach a clause, which of them each arm handles, and
 * what is left for the next clause and the function around (4.17).
 */
import type { Diagnostic } from "../diagnostics";
import type {
  CatchArmView,
  CatchClauseView,
  CatchView,
  ExpressionView,
} from "../syntax/views/expressions";
import type { Checking, Variable } from "./checking";
import { checkExpression, inferExpression } from "./expressions";
import { afterPossible, type Flow, joinedFlow } from "./flow";
import { bind, type Reading, readPattern, recordReading } from "./patterns";
import type { Required } from "./requirement";
import {
  type FactMatch,
  type Facts,
  factsOfType,
  matchAnything,
  matchEither,
  matchFacts,
  matchLiteral,
  typeOfFacts,
  unknownFacts,
  variantFact,
  without,
} from "./throwFacts";
import { quotedList } from "./throws";
import { nullType, type Type } from "./type";
import { joinOf } from "./unions";

export function inferCatch(c: Checking, view: CatchView): Type {
  return catchOf(c, view, (part) => inferExpression(c, part));
}

export function checkCatch(c: Checking, view: CatchView, required: Required): Type {
  return catchOf(c, view, (part) => checkExpression(c, part, required));
}

type Visit = (part: ExpressionView | undefined) => Type;

/** What the arms of a chain come to. */
interface Chain {
  readonly types: Type[];
  /** Where each way through the chain ends: the body's own, and one an arm. */
  readonly ends: Flow[];
  /** Where every arm begins: the body may have stopped anywhere. */
  readonly start: Flow;
  /** What no clause has handled so far. */
  residual: Facts;
  /** A pattern was wrong: what it was meant to handle is not known. */
  isUnclear: boolean;
}

function catchOf(c: Checking, view: CatchView, visit: Visit): Type {
  const before = c.flow;
  const types: Type[] = [];
  let body = before;
  const thrown = c.collectThrown(() => {
    body = c.branch(before, () => {
      types.push(visit(view.body));
    });
  });
  const mayThrowAnything = thrown.size === 0 && types[0]?.kind === "never";
  const start = { ...afterPossible(before, body), diverged: false };
  const residual = mayThrowAnything ? unknownFacts : thrown;
  const chain: Chain = { types, ends: [body], start, residual, isUnclear: false };
  for (const clause of view.clauses) checkClause(c, view, clause, chain, visit);
  c.addThrown(chain.residual);
  c.flow = joinedFlow(before, chain.ends);
  return joinOf(types.map((type) => (type.kind === "void" ? nullType : type)));
}

function checkClause(
  c: Checking,
  view: CatchView,
  clause: CatchClauseView,
  chain: Chain,
  visit: Visit,
): void {
  c.branch(chain.start, () => {
    c.inScope(clause.syntax, () => {
      const variable = bindClause(c, clause, chain.residual);
      const thrown = c.collectThrown(() => {
        for (const arm of clause.arms) checkArm(c, arm, variable, chain, visit);
      });
      if (clause.isCatchAll) checkComplete(c, view, chain);
      // What an arm throws goes on to the next clause.
      chain.residual = new Set([...chain.residual, ...thrown]);
    });
  });
}

/** Declares what the clause calls the value, of all that may arrive. */
function bindClause(c: Checking, clause: CatchClauseView, residual: Facts): Variable | undefined {
  const readings = readPattern(c, clause.binding, "catch");
  const [only, ...others] = readings;
  if (!only || others.length > 0) {
    for (const reading of readings) recordReading(c, reading);
    return undefined;
  }
  bind(c, only, "catch", only.kind === "type" ? only.type : typeOfFacts(c.environment, residual));
  const name = "binding" in only ? only.binding?.text : undefined;
  const variable = name === undefined ? undefined : c.find(name);
  if (variable) variable.facts = residual;
  return variable;
}

function checkArm(
  c: Checking,
  arm: CatchArmView,
  variable: Variable | undefined,
  chain: Chain,
  visit: Visit,
): void {
  const readings = readPattern(c, arm.pattern, "catch");
  const match = matchOf(c, readings, chain.residual);
  chain.isUnclear ||= readings.length === 0 || readings.some(({ kind }) => kind === "broken");
  if (match.mayMatch.size === 0 && !chain.isUnclear) c.report(unreachableArm(arm));
  const end = c.branch(chain.start, () => {
    c.inScope(arm.syntax, () => {
      const known = knownInArm(c, readings, match);
      if (variable) narrowBinding(c, variable, known, match.mayMatch);
      bindArm(c, readings, known, match.mayMatch);
      chain.types.push(visit(arm.body));
    });
  });
  chain.ends.push(end);
  chain.residual = without(chain.residual, match.handled);
}

function checkComplete(c: Checking, view: CatchView, chain: Chain): void {
  if (chain.residual.size > 0 && !chain.isUnclear) c.report(incomplete(view, chain.residual));
}

/** What the value is in an arm: what its pattern says, else what may arrive there. */
function knownInArm(c: Checking, readings: readonly Reading[], match: FactMatch): Type {
  const [only, ...others] = readings;
  if (only?.kind === "type" && others.length === 0) return only.type;
  return typeOfFacts(c.environment, match.mayMatch);
}

function narrowBinding(c: Checking, variable: Variable, type: Type, facts: Facts): void {
  c.flow = { ...c.flow, narrowed: new Map([...c.flow.narrowed, [variable, type]]) };
  variable.facts = facts;
}

function bindArm(c: Checking, readings: readonly Reading[], type: Type, facts: Facts): void {
  const [only, ...others] = readings;
  if (!only || others.length > 0) {
    for (const reading of readings) recordReading(c, reading);
    return;
  }
  bind(c, only, "pattern", type);
  const local = "binding" in only && only.binding ? c.find(only.binding.text) : undefined;
  if (local) local.facts = facts;
}

function matchOf(c: Checking, readings: readonly Reading[], residual: Facts): FactMatch {
  return matchEither(readings.map((reading) => matchReading(c, reading, residual)));
}

function matchReading(c: Checking, reading: Reading, residual: Facts): FactMatch {
  switch (reading.kind) {
    case "anything":
    case "broken":
      return matchAnything(residual);
    case "type":
      return matchFacts(c.environment, residual, factsOfType(c.environment, reading.type));
    case "literal":
      return matchLiteral(residual, baseFact(reading.value));
    case "variant": {
      const fact = variantFact(reading.enumName, reading.variant);
      return matchFacts(c.environment, residual, new Set([fact]));
    }
    default:
      return reading satisfies never;
  }
}

function baseFact(value: Extract<Reading, { readonly kind: "literal" }>["value"]): string {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "object":
      return value === null ? "null" : "float";
    default:
      return "int";
  }
}

function unreachableArm(arm: CatchArmView): Diagnostic {
  return {
    code: "E0095",
    severity: "warning",
    range: arm.pattern?.syntax.range ?? arm.syntax.range,
    message: "unreachable catch arm",
    label: "nothing of this kind is thrown here",
  };
}

function incomplete(view: CatchView, residual: Facts): Diagnostic {
  return {
    code: "E0094",
    severity: "error",
    range: view.syntax.range,
    message: `non-exhaustive catch chain: unhandled throw types ${quotedList([...residual].sort())}`,
    hint: "Add an arm for each of them, or `_ => …` for all that is left.",
  };
}
