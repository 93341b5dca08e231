/**
 * Makes elements of the page. Text goes in as text, whoever wrote it: nothing on the
 * page is ever parsed as HTML.
 */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** `element("button", { class: "link", "data-testid": "stop" }, "Stop")` */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...content);
  return made;
}

/** A button that does something; its title is its name where it shows an icon alone. */
export function button(
  attributes: Attributes,
  content: Node | string,
  action: () => void,
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, content);
  made.addEventListener("click", action);
  return made;
}

/** Changes only what differs, so that an unchanged row costs the page no layout. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setAttribute(
  target: Element,
  name: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined || value === false) target.removeAttribute(name);
  else if (target.getAttribute(name) !== String(value)) target.setAttribute(name, String(value));
}
