/**
 * Documents: text that knows where it may be broken into lines, but not yet whether.
 * `printDoc` decides that; productions of the formatter only describe.
 */

export type Doc = string | readonly Doc[] | Line | Group | Indent | IfBroken | Comment | Verbatim;

/** A place for a line break: forced, or one that is a space or nothing in a group on one line. */
export interface Line {
  readonly kind: "line";
  readonly flat: "" | " " | undefined;
}

/** Stays on one line when it fits there; otherwise all its own lines break. */
export interface Group {
  readonly kind: "group";
  readonly doc: Doc;
  /** Holds something that cannot stand on one line, a comment at its end aside. */
  readonly isBroken: boolean;
}

export interface Indent {
  readonly kind: "indent";
  readonly doc: Doc;
}

/** Text that stands only in a broken group, such as a last comma. */
export interface IfBroken {
  readonly kind: "ifBroken";
  readonly text: string;
}

export interface Comment {
  readonly kind: "comment";
  readonly text: string;
  /**
   * `above`: on a line of its own. `behind`: one space behind what it follows, and if it ends
   * the line, behind a comma that is still to come. `before`: on the line of what follows.
   */
  readonly place: "above" | "behind" | "before";
  /** True when what follows must begin a new line. */
  readonly endsLine: boolean;
}

/** Text with line breaks of its own, such as a string. */
export interface Verbatim {
  readonly kind: "verbatim";
  readonly text: string;
  /**
   * For a raw string, the indentation of the line it begins on; its other lines move with
   * that line.
   */
  readonly movesFrom: number | undefined;
}

export const softLine: Line = { kind: "line", flat: "" };
export const line: Line = { kind: "line", flat: " " };
export const hardLine: Line = { kind: "line", flat: undefined };

export function group(doc: Doc): Group {
  return { kind: "group", doc, isBroken: mustBreak(doc, true) };
}

export function indent(doc: Doc): Indent {
  return { kind: "indent", doc };
}

export function ifBroken(text: string): IfBroken {
  return { kind: "ifBroken", text };
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

/**
 * True when a document cannot stand on one line. Strings that span lines may, and a comment
 * at the very end ends the line that the document is on.
 */
function mustBreak(doc: Doc, isAtEnd: boolean): boolean {
  if (typeof doc === "string") return false;
  if (!("kind" in doc)) {
    const last = isAtEnd ? doc.findLastIndex((part) => !isEmpty(part)) : -1;
    return doc.some((part, index) => mustBreak(part, index === last));
  }
  switch (doc.kind) {
    case "line":
      return doc.flat === undefined;
    case "group":
      return doc.isBroken || (!isAtEnd && mustBreak(doc.doc, false));
    case "indent":
      return mustBreak(doc.doc, isAtEnd);
    case "comment":
      return doc.place === "above" || (doc.endsLine && !isAtEnd);
    default:
      return false;
  }
}

function isEmpty(doc: Doc): boolean {
  if (typeof doc === "string") return doc === "";
  return !("kind" in doc) && doc.every(isEmpty);
}
