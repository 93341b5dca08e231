/** Items and their members. */
import {
  isToken,
  nodesIn,
  type SyntaxElement,
  type SyntaxNode,
  type Token,
  tokenIn,
} from "../syntax/tree";
import { configBody } from "./config";
import { type Doc, group } from "./doc";
import { type Formatting, partsOf } from "./formatting";
import { body, bracketsOf, list } from "./lists";
import { brokenBlock, letStatement } from "./statements";
import { argumentStyle, attribute, attributes, splitAttributes, type } from "./types";

export function item(f: Formatting, node: SyntaxNode): Doc {
  switch (node.kind) {
    case "class":
      return classDeclaration(f, node);
    case "enum":
      return enumDeclaration(f, node);
    case "typeAlias":
      return typeAlias(f, node);
    case "function":
      return functionDeclaration(f, node);
    case "templateString":
      return templateString(f, node);
    case "let":
      return letStatement(f, node);
    case "client":
    case "retryPolicy":
    case "generator":
    case "test":
      return configured(f, node);
    default:
      return partsOf(node).map((part) => (isToken(part) ? f.token(part) : []));
  }
}

/** A keyword, a name and a config block. */
function configured(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part, index) => {
    if (isToken(part)) return [0 < index ? " " : [], f.token(part)];
    return part.kind === "genericParameters"
      ? genericParameters(f, part)
      : [" ", configBody(f, part)];
  });
}

function genericParameters(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => {
    if (!isToken(part)) return [];
    return part.kind === "," ? comma(f, node, part) : f.token(part);
  });
}

/** A comma behind the last parameter goes. */
function comma(f: Formatting, list: SyntaxNode, token: Token): Doc {
  const parts = partsOf(list);
  const next = parts[parts.indexOf(token) + 1];
  return next && isToken(next) && next.kind === ">" ? f.dropped(token) : [f.token(token), " "];
}

function classDeclaration(f: Formatting, node: SyntaxNode): Doc {
  const parts = partsOf(node);
  const open = parts.findIndex((part) => isToken(part) && part.kind === "{");
  return [
    head(f, parts.slice(0, open)),
    " ",
    body(f, bracketsOf(node, "{", "}"), (part) => classMember(f, part)),
  ];
}

function head(f: Formatting, parts: readonly SyntaxElement[]): Doc {
  return parts.map((part, index) => {
    if (!isToken(part)) return genericParameters(f, part);
    return [0 < index ? " " : [], f.token(part)];
  });
}

function classMember(f: Formatting, part: SyntaxElement): Doc {
  if (isToken(part)) return f.token(part);
  switch (part.kind) {
    case "field":
      return field(f, part);
    case "blockAttribute":
      return group(attribute(f, part));
    default:
      return item(f, part);
  }
}

/** WORD ":" type { attribute }, without the comma that may follow */
function field(f: Formatting, node: SyntaxNode): Doc {
  const colon = tokenIn(node, ":");
  const separator = tokenIn(node, ",") ?? tokenIn(node, ";");
  const typeNode = partsOf(node).find((part) => !isToken(part) && part.kind.endsWith("Type"));
  const split = splitAttributes(f, typeNode as SyntaxNode);
  return [
    group([
      f.token(tokenIn(node, "word")!),
      colon ? f.token(colon) : ":",
      " ",
      split.type,
      attributes(f, [...split.attributes, ...nodesIn(node, "attribute")]),
    ]),
    separator ? f.dropped(separator) : [],
  ];
}

function enumDeclaration(f: Formatting, node: SyntaxNode): Doc {
  const parts = partsOf(node);
  const open = parts.findIndex((part) => isToken(part) && part.kind === "{");
  return [
    head(f, parts.slice(0, open)),
    " ",
    body(f, bracketsOf(node, "{", "}"), (part) => {
      if (isToken(part)) return f.token(part);
      return part.kind === "variant" ? variant(f, part) : classMember(f, part);
    }),
  ];
}

/** WORD { attribute } "," */
function variant(f: Formatting, node: SyntaxNode): Doc {
  const separator = tokenIn(node, ",");
  return [
    group([f.token(tokenIn(node, "word")!), attributes(f, nodesIn(node, "attribute"))]),
    ",",
    separator ? f.dropped(separator) : [],
  ];
}

/** "type" WORD "=" type { attribute } ";" */
function typeAlias(f: Formatting, node: SyntaxNode): Doc {
  const [keyword, name, equals] = partsOf(node) as [Token, Token, Token];
  const typeNode = partsOf(node).find((part) => !isToken(part) && part.kind.endsWith("Type"));
  const semicolon = tokenIn(node, ";");
  const split = splitAttributes(f, typeNode as SyntaxNode);
  return [
    group([
      f.token(keyword),
      " ",
      f.token(name),
      " ",
      f.token(equals),
      " ",
      split.type,
      attributes(f, [...split.attributes, ...nodesIn(node, "attribute")]),
    ]),
    semicolon ? f.token(semicolon) : ";",
  ];
}

/** "function" WORD params "->" type [ "throws" type ] body */
function functionDeclaration(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part, index) => {
    if (isToken(part)) return [0 < index ? " " : [], f.token(part)];
    switch (part.kind) {
      case "parameters":
        return parameters(f, part);
      case "throws":
        return [" ", throwsClause(f, part)];
      case "llmBody":
        return [" ", llmBody(f, part)];
      case "block":
        return [" ", brokenBlock(f, part)];
      default:
        return [" ", type(f, part)];
    }
  });
}

function throwsClause(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => (isToken(part) ? [f.token(part), " "] : type(f, part)));
}

function parameters(f: Formatting, node: SyntaxNode): Doc {
  return list(f, bracketsOf(node, "(", ")"), argumentStyle, (part) =>
    partsOf(part).map((child) => {
      if (!isToken(child)) return type(f, child);
      return child.kind === ":" ? [f.token(child), " "] : f.token(child);
    }),
  );
}

function llmBody(f: Formatting, node: SyntaxNode): Doc {
  return body(f, bracketsOf(node, "{", "}"), (part) => {
    if (isToken(part)) return f.token(part);
    return part.kind === "typeBuilder" ? typeBuilder(f, part) : llmField(f, part);
  });
}

/** `client X` or `prompt #"…"#`; a colon goes. */
function llmField(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part, index) => {
    if (!isToken(part)) return [];
    if (part.kind === ":") return f.dropped(part);
    return [0 < index ? " " : [], f.token(part)];
  });
}

/** "template_string" WORD [ params ] string; what only the old toolchain reads is replaced. */
function templateString(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => {
    if (!isToken(part)) return parameters(f, part);
    if (part.kind === "template_string") return f.token(part, "template_string");
    return part.kind === "=" ? f.dropped(part) : [" ", f.token(part)];
  });
}

export function typeBuilder(f: Formatting, node: SyntaxNode): Doc {
  const colon = tokenIn(node, ":");
  return [
    f.token(tokenIn(node, "type_builder")!),
    colon ? f.dropped(colon) : [],
    " ",
    body(f, bracketsOf(node, "{", "}"), (part) => {
      if (isToken(part)) return f.token(part);
      return part.kind === "dynamic" ? dynamic(f, part) : item(f, part);
    }),
  ];
}

function dynamic(f: Formatting, node: SyntaxNode): Doc {
  return partsOf(node).map((part) => (isToken(part) ? [f.token(part), " "] : item(f, part)));
}
