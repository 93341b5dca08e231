/**
 * The details of the selected span: arguments, result or error, and for model calls each
 * request with its prompt, reply and tokens. Bodies come with the span, cut where they
 * are long; the whole of each opens as a document.
 *
 * Invariant: whatever programs and models wrote goes in as text.
 */
import { counted, countText, durationText } from "../../../server/base/wording";
import type { AttemptDetails, NamedText, Reveal, ShownText, SpanDetails } from "../messages";
import { button, element } from "./element";
import { icon } from "./icons";
import {
  kindWords,
  optionalDuration,
  originWord,
  statusWords,
  usageOrigin,
  usageText,
} from "./words";

export interface DetailsActions {
  open(uri: string): void;
  copy(uri: string): void;
  reveal(reveal: Reveal): void;
}

/** The parts of the details pane, top to bottom. */
export function detailsOf(span: SpanDetails, actions: DetailsActions): Node[] {
  return [
    heading(span),
    facts(span),
    sourceLinks(span, actions),
    ...errorParts(span),
    ...span.args.map((argument) => textPart(`Argument ${argument.name}`, argument, actions)),
    ...(span.result ? [textPart("Result", span.result, actions)] : []),
    ...span.attempts.flatMap((attempt, index) => attemptParts(attempt, index, span, actions)),
    ...tagParts(span.tags),
    ...suppressedPart(span),
  ];
}

function heading(span: SpanDetails): Node {
  const badge = originWord(span.origin);
  return element(
    "h2",
    { class: "heading", "data-testid": "details-name" },
    icon(span.status === "ok" ? span.kind : span.status),
    element("span", {}, span.name),
    ...(badge ? [element("span", { class: "badge", "data-testid": "origin" }, badge)] : []),
  );
}

function facts(span: SpanDetails): Node {
  const list = element("dl", { class: "facts", "data-testid": "facts" });
  addFact(list, "Kind", kindWords[span.kind]);
  addFact(list, "Status", statusWords[span.status]);
  addFact(list, "Started", startedText(span.startedMs));
  addFact(list, "Duration", optionalDuration(span.durationUs));
  if (span.selfUs !== null) addFact(list, "Self", durationText(span.selfUs));
  if (span.waitUs !== null && span.waitUs > 0) addFact(list, "Waiting", durationText(span.waitUs));
  return list;
}

function addFact(list: HTMLElement, name: string, value: string): void {
  list.append(element("div", {}, element("dt", {}, name), element("dd", {}, value)));
}

/** In the reader's own time zone, to the millisecond. */
function startedText(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hour12: false,
  });
}

function sourceLinks(span: SpanDetails, actions: DetailsActions): Node {
  const links = element("div", { class: "links" });
  const add = (text: string, testId: string, reveal: Reveal) =>
    links.append(
      button({ class: "link", "data-testid": testId }, text, () => actions.reveal(reveal)),
    );
  if (span.callSite) add("Go to call", "go-to-call", "callSite");
  if (span.definition) add("Go to declaration", "go-to-declaration", "declaration");
  return links;
}

function errorParts(span: SpanDetails): Node[] {
  if (!span.error) return [];
  const { kind, message, stack } = span.error;
  return [
    section(
      "Error",
      "error",
      element("p", { class: "error-kind" }, kind),
      body(stack ? `${message}\n\n${stack}` : message),
    ),
  ];
}

function attemptParts(
  attempt: AttemptDetails,
  index: number,
  span: SpanDetails,
  actions: DetailsActions,
): Node[] {
  const many = span.attempts.length > 1;
  const title = many ? `Request ${index + 1} of ${span.attempts.length}` : "Request";
  return [
    section(title, "attempt", attemptFacts(attempt)),
    ...(attempt.error
      ? [section("Error of the request", "attempt-error", body(attempt.error))]
      : []),
    ...attempt.prompt.map(({ role, content }) =>
      textPart(`Prompt, ${role}`, content, actions, "prompt"),
    ),
    ...optionalText("Reply", attempt.reply, actions, "reply"),
    ...optionalText("Request body", attempt.request, actions, "request"),
    ...optionalText("Response body", attempt.response, actions, "response"),
  ];
}

function attemptFacts(attempt: AttemptDetails): Node {
  const list = element("dl", { class: "facts" });
  addFact(list, "Client", attempt.client);
  addFact(list, "Provider", attempt.provider);
  addFact(list, "Model", attempt.model ?? "unknown");
  addFact(list, "Status", statusWords[attempt.status]);
  const origin = originWord(attempt.origin);
  if (origin) addFact(list, "Answered by", `the ${origin} model`);
  addFact(list, "Duration", optionalDuration(attempt.durationUs));
  if (attempt.timeToFirstTokenMs !== undefined) {
    addFact(list, "First token", durationText(attempt.timeToFirstTokenMs * 1000));
  }
  addFact(list, "Tokens", `${usageText(attempt.usage)} (${usageOrigin(attempt.origin)})`);
  if (attempt.finishReason) addFact(list, "Finish reason", attempt.finishReason);
  return list;
}

function optionalText(
  title: string,
  text: ShownText | undefined,
  actions: DetailsActions,
  testId: string,
): Node[] {
  return text ? [textPart(title, text, actions, testId)] : [];
}

function textPart(
  title: string,
  text: ShownText | NamedText,
  actions: DetailsActions,
  testId = title.split(" ")[0]!.toLowerCase(),
): Node {
  const open = button({ class: "link" }, "Open", () => actions.open(text.document));
  const copy = button({ class: "link" }, "Copy", () => actions.copy(text.document));
  open.setAttribute("aria-label", `Open ${title} as a document`);
  copy.setAttribute("aria-label", `Copy ${title}`);
  const part = section(title, testId, body(text.text));
  part.querySelector("h3")?.append(element("span", { class: "actions" }, open, copy));
  if (text.omitted > 0) part.append(omittedNote(text.omitted));
  return part;
}

function omittedNote(omitted: number): Node {
  return element("p", { class: "note" }, `${countText(omitted)} more characters: Open shows all.`);
}

function tagParts(tags: SpanDetails["tags"]): Node[] {
  const entries = Object.entries(tags);
  if (entries.length === 0) return [];
  const list = element("dl", { class: "facts" });
  for (const [name, value] of entries) addFact(list, name, value);
  return [section("Tags", "tags", list)];
}

function suppressedPart(span: SpanDetails): Node[] {
  if (span.suppressedChildren === 0) return [];
  const calls = counted(span.suppressedChildren, "call");
  const note = `${calls} below this one went over the limits and were not recorded.`;
  return [element("p", { class: "note", "data-testid": "suppressed" }, note)];
}

function section(title: string, testId: string, ...content: Node[]): HTMLElement {
  const head = element("h3", {}, element("span", {}, title));
  return element("section", { "data-testid": `details-${testId}` }, head, ...content);
}

function body(text: string): Node {
  return element("pre", { class: "body", tabindex: 0 }, text);
}
