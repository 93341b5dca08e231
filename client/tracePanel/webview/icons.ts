/**
 * The page's icons: small drawings in one colour, on a grid of 16. They stand beside
 * words or have a name of their own, so that nothing is told by a drawing alone.
 */
export type IconName = keyof typeof paths;

const paths = {
  ok: "M3 8.5 6.5 12 13 4.5",
  error: "M4 4 12 12M12 4 4 12",
  cancelled: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M4.2 4.2l7.6 7.6",
  unfinished: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M8 5v4M8 11v.5",
  running: "M8 2.5a5.5 5.5 0 1 1-5.5 5.5",
  function: "M10.5 3C8 2.5 8 4.5 7.7 6.5L7 11c-.3 2-1 2.6-2.5 2.2M5.2 6.8h5",
  llm: "M8 2.5 9.4 6.6 13.5 8 9.4 9.4 8 13.5 6.6 9.4 2.5 8 6.6 6.6Z",
  attempt: "M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13",
  builtin: "M6 3C4 3 5 7 3 8c2 1 1 5 3 5M10 3c2 0 1 4 3 5-2 1-1 5-3 5",
  host: "M2.5 4h11v7h-11ZM6 13.5h4",
  expanded: "M4 6l4 4 4-4",
  collapsed: "M6 4l4 4-4 4",
  zoomIn: "M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8M10 10l3.5 3.5M5 7h4M7 5v4",
  zoomOut: "M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8M10 10l3.5 3.5M5 7h4",
  whole: "M2.5 3v10M13.5 3v10M4.5 8h7M6.5 6l-2 2 2 2M9.5 6l2 2-2 2",
  stop: "M4 4h8v8H4Z",
  help: "M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10M8 12v.6",
} as const;

export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  drawing.append(path);
  return drawing;
}

const SVG = "http://www.w3.org/2000/svg";
