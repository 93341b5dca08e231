/**
 * The statements of templates: one function a statement.
 *
 * Invariant: a node's range runs from its keyword to its last token, the braces left
 * out; that of an output runs from `{{` to `}}`.
 */
import type { TemplateNode, TemplateParam } from "../../base";
import { parseExpression, parseSeparated, parseUnconditional } from "./expressions";
import { parseFilterChain, parseSet } from "./set";
import { parseName, parseTarget } from "./targets";
import type { TokenStream } from "./tokenStream";
import { describeToken } from "./tokens";

/** Reads up to a statement that begins with one of `enders`, which is left; or to the end. */
export function parseNodes(stream: TokenStream, enders: readonly string[]): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  while (!stream.atEnd) {
    const token = stream.next();
    if (token.kind === "text") nodes.push({ kind: "text", text: token.text });
    else if (token.kind === "tag" && token.tag === "{{") {
      const expression = parseExpression(stream);
      stream.expectTag("}}");
      nodes.push({ kind: "output", range: stream.rangeFrom(token.range.start), expression });
    } else {
      if (stream.atName(...enders)) return nodes;
      if (stream.atEnd) stream.failExpecting("keyword");
      nodes.push(stream.nested(() => parseStatement(stream)));
      stream.expectTag("%}");
    }
  }
  return nodes;
}

function parseStatement(stream: TokenStream): TemplateNode {
  const token = stream.next();
  const start = token.range.start;
  const keyword = token.kind === "name" ? token.name : undefined;
  switch (keyword) {
    case "for":
      return parseFor(stream, start);
    case "if":
      return parseIf(stream, start);
    case "set":
      return parseSet(stream, start);
    case "macro":
      return parseMacro(stream, start);
    case "with":
      return parseWith(stream, start);
    case "filter":
      parseFilterChain(stream);
      return finishUnsupported(stream, start, keyword, "endfilter");
    case "autoescape":
      parseExpression(stream);
      return finishUnsupported(stream, start, keyword, "endautoescape");
    case "call":
      if (stream.atOperator("(")) parseParams(stream);
      parseCall(stream);
      return finishUnsupported(stream, start, keyword, "endcall");
    case "do":
      parseCall(stream);
      return { kind: "unsupported", range: stream.rangeFrom(start), statement: keyword };
    case undefined:
      stream.fail(`unknown ${describeToken(token)}, expected statement`, token.range);
      break;
    default:
      stream.fail(`unknown statement ${keyword}`, token.range);
  }
  return { kind: "text", text: "" };
}

function parseFor(stream: TokenStream, start: number): TemplateNode {
  const target = parseTarget(stream);
  stream.expectName("in");
  const iterable = parseUnconditional(stream);
  const filter = stream.takeName("if") ? parseExpression(stream) : undefined;
  const recursive = stream.takeName("recursive");
  stream.expectTag("%}");
  const body = parseNodes(stream, ["endfor", "else"]);
  const otherwise = parseOptionalElse(stream, "endfor");
  stream.next();
  const range = stream.rangeFrom(start);
  return { kind: "for", range, target, iterable, filter, recursive, body, otherwise };
}

function parseIf(stream: TokenStream, start: number): TemplateNode {
  const branches = [parseBranch(stream)];
  while (stream.takeName("elif")) branches.push(parseBranch(stream));
  const otherwise = parseOptionalElse(stream, "endif");
  stream.next();
  return { kind: "if", range: stream.rangeFrom(start), branches, otherwise };
}

function parseBranch(stream: TokenStream) {
  const condition = parseUnconditional(stream);
  stream.expectTag("%}");
  return { condition, body: parseNodes(stream, ["endif", "else", "elif"]) };
}

function parseOptionalElse(stream: TokenStream, ender: string): TemplateNode[] | undefined {
  if (!stream.takeName("else")) return undefined;
  stream.expectTag("%}");
  return parseNodes(stream, [ender]);
}

function parseMacro(stream: TokenStream, start: number): TemplateNode {
  const { name } = stream.expectIdentifier();
  const params = parseParams(stream);
  stream.expectTag("%}");
  const body = parseNodes(stream, ["endmacro"]);
  stream.next();
  return { kind: "macro", range: stream.rangeFrom(start), name, params, body };
}

/** Once one parameter has a default, all that follow need one. */
function parseParams(stream: TokenStream): readonly TemplateParam[] {
  const params: TemplateParam[] = [];
  stream.expectOperator("(");
  parseSeparated(stream, ")", () => {
    const name = parseName(stream).name;
    const needsDefault = params.at(-1)?.default !== undefined;
    if (needsDefault) stream.expectOperator("=");
    const hasDefault = needsDefault || stream.takeOperator("=") !== undefined;
    params.push({ name, default: hasDefault ? parseExpression(stream) : undefined });
  });
  return params;
}

function parseWith(stream: TokenStream, start: number): TemplateNode {
  for (let count = 0; !stream.atEnd && !stream.atTag("%}"); count++) {
    if (count > 0) stream.expectOperator(",");
    if (stream.takeOperator("(")) {
      parseTarget(stream);
      stream.expectOperator(")");
    } else {
      parseName(stream);
    }
    stream.expectOperator("=");
    parseExpression(stream);
  }
  return finishUnsupported(stream, start, "with", "endwith");
}

function parseCall(stream: TokenStream): void {
  const callee = parseExpression(stream);
  if (callee.kind !== "call") stream.fail("expected call expression in call block", callee.range);
}

/** Reads the body too, so that what is wrong inside is still found. */
function finishUnsupported(
  stream: TokenStream,
  start: number,
  statement: string,
  ender: string,
): TemplateNode {
  stream.expectTag("%}");
  parseNodes(stream, [ender]);
  stream.next();
  return { kind: "unsupported", range: stream.rangeFrom(start), statement };
}
