/** `match`: its arms, the type of its value, and whether every case has one (4.16). */
import type { Diagnostic } from "../diagnostics";
import type { ExpressionView, MatchArmView, MatchView } from "../syntax/views/expressions";
import { type Case, Coverage, casesOf, literalCase, nullCase, variantCase } from "./cases";
import type { Local } from "./checkedItem";
import type { Checking } from "./checking";
import { membersOf } from "./expand";
import { checkExpression, inferExpression } from "./expressions";
import { type Flow, joinedFlow, type Narrowing, narrow, noNarrowing } from "./flow";
import { expressionEffect } from "./narrowing";
import { bind, type Reading, readPattern, recordReading } from "./patterns";
import type { Required } from "./requirement";
import { boolType, nullType, recoveryType, type Type } from "./type";
import { typeText } from "./typeText";
import { joinOf } from "./unions";
import { widened } from "./widening";
import { lowerChecked } from "./writtenTypes";

export function inferMatch(c: Checking, view: MatchView): Type {
  return matchOf(c, view, (body) => inferExpression(c, body));
}

export function checkMatch(c: Checking, view: MatchView, required: Required): Type {
  return matchOf(c, view, (body) => checkExpression(c, body, required));
}

type VisitBody = (body: ExpressionView | undefined) => Type;

function matchOf(c: Checking, view: MatchView, visit: VisitBody): Type {
  const type = scrutineeType(c, view);
  const local = scrutineeLocal(c, view.scrutinee);
  const before = c.flow;
  const types: Type[] = [];
  const ends: Flow[] = [];
  const arms = view.arms.map((arm) => ({ arm, readings: readPattern(c, arm.pattern, "match") }));
  for (const { arm, readings } of arms) {
    const narrowing = local ? narrowingOf(local, readings) : noNarrowing;
    const end = c.branch(narrow(before, narrowing), () => {
      c.inScope(arm.syntax, () => {
        types.push(armOf(c, arm, readings, type, visit));
      });
    });
    ends.push(end);
  }
  c.flow = joinedFlow(before, ends);
  checkCoverage(c, view, type, arms);
  return arms.length === 0 ? recoveryType : joinOf(types);
}

function armOf(
  c: Checking,
  arm: MatchArmView,
  readings: readonly Reading[],
  scrutinee: Type,
  visit: VisitBody,
): Type {
  const [only, ...others] = readings;
  if (only && others.length === 0) bind(c, only, "pattern", boundType(only, scrutinee));
  else for (const reading of readings) recordReading(c, reading);
  if (arm.guard) {
    checkExpression(c, arm.guard, { type: boolType });
    c.flow = narrow(c.flow, expressionEffect(c, arm.guard).whenTrue);
  }
  const type = visit(arm.body);
  return type.kind === "void" ? nullType : type;
}

function boundType(reading: Reading, scrutinee: Type): Type {
  return reading.kind === "type" ? reading.type : widened(scrutinee);
}

function scrutineeType(c: Checking, view: MatchView): Type {
  if (!view.type) return inferExpression(c, view.scrutinee);
  const type = lowerChecked(c, view.type);
  checkExpression(c, view.scrutinee, { type, annotation: view.type.syntax.range });
  return type;
}

function scrutineeLocal(c: Checking, view: ExpressionView | undefined): Local | undefined {
  if (view?.kind === "parenthesized") return scrutineeLocal(c, view.inner);
  const meaning = view?.kind === "name" ? c.meaningOf(view.token) : undefined;
  return meaning?.kind === "local" ? meaning.local : undefined;
}

/** In an arm for a type, the variable that is matched has that type. */
function narrowingOf(local: Local, readings: readonly Reading[]): Narrowing {
  const [only, ...others] = readings;
  if (only?.kind !== "type" || others.length > 0) return noNarrowing;
  return new Map([[local, only.type]]);
}

interface ReadArm {
  readonly arm: MatchArmView;
  readonly readings: readonly Reading[];
}

function checkCoverage(
  c: Checking,
  view: MatchView,
  scrutinee: Type,
  arms: readonly ReadArm[],
): void {
  const isVague = membersOf(c.environment, scrutinee).some(({ kind }) => kind === "recovery");
  if (isVague || scrutinee.kind === "never") return;
  const required = casesOf(c.environment, scrutinee);
  const coverage = new Coverage(c.environment);
  for (const { arm, readings } of arms) {
    const covered = coveredBy(c, readings);
    // An arm with a mistake in it may have meant anything.
    if (covered === "unclear") return;
    if (isUnreachable(coverage, arm, covered, required)) c.report(unreachableArm(arm));
    if (!arm.guard) coverage.add(covered);
  }
  const missing = coverage.missing(required);
  if (missing.length > 0) c.report(notExhaustive(view, scrutinee, missing));
}

function isUnreachable(
  coverage: Coverage,
  arm: MatchArmView,
  covered: readonly Case[] | "everything",
  required: readonly Case[],
): boolean {
  if (coverage.coversEverything) return true;
  if (arm.guard) return false;
  if (coverage.covers(required)) return true;
  return covered !== "everything" && coverage.covers(covered);
}

function coveredBy(
  c: Checking,
  readings: readonly Reading[],
): readonly Case[] | "everything" | "unclear" {
  const cases: Case[] = [];
  let everything = false;
  if (readings.length === 0) return "unclear";
  for (const reading of readings) {
    switch (reading.kind) {
      case "broken":
        return "unclear";
      case "anything":
        everything = true;
        break;
      case "type":
        if (membersOf(c.environment, reading.type).some(({ kind }) => kind === "recovery")) {
          return "unclear";
        }
        if (reading.type.kind === "unknown") everything = true;
        cases.push(...casesOf(c.environment, reading.type));
        break;
      case "literal":
        cases.push(caseOfLiteral(reading));
        break;
      case "variant":
        cases.push(variantCase(reading.enumName, reading.variant));
        break;
      default:
        return reading satisfies never;
    }
  }
  return everything ? "everything" : cases;
}

function caseOfLiteral({ value, text }: Extract<Reading, { readonly kind: "literal" }>): Case {
  if (value === null) return nullCase;
  return typeof value === "object" ? { text } : literalCase(value);
}

function notExhaustive(view: MatchView, scrutinee: Type, missing: readonly Case[]): Diagnostic {
  const list = missing.map((one) => `\`${one.text}\``).join(", ");
  return {
    code: "E0062",
    severity: "error",
    range: view.syntax.range,
    message: `non-exhaustive match on \`${typeText(scrutinee)}\`: missing cases ${list}`,
    hint: "Add an arm for each of them, or `_ => …` for all that is left.",
    suggestions: missing.map((one) => one.text),
  };
}

function unreachableArm(arm: MatchArmView): Diagnostic {
  return {
    code: "E0063",
    severity: "error",
    range: arm.pattern?.syntax.range ?? arm.syntax.range,
    message: "unreachable match arm",
    label: "earlier arms cover all of this",
    tags: ["unnecessary"],
  };
}
