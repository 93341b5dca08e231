/** The pane beside the timeline: shows one span, and stays where one has scrolled to while it changes. */
import type { SpanDetails } from "../messages";
import { type DetailsActions, detailsOf } from "./details";
import { element } from "./element";

export class DetailsPane {
  readonly element = element("aside", {
    class: "details",
    "aria-label": "Details of the span",
    "data-testid": "details",
  });
  readonly #actions: DetailsActions;
  #shown: string | undefined;

  constructor(actions: DetailsActions) {
    this.#actions = actions;
  }

  show(span: SpanDetails | null): void {
    const { scrollTop } = this.element;
    const isSame = span !== null && span.spanId === this.#shown;
    this.#shown = span?.spanId;
    this.element.replaceChildren(...(span ? detailsOf(span, this.#actions) : []));
    this.element.scrollTop = isSame ? scrollTop : 0;
  }
}
