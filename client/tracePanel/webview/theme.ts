/**
 * The editor's colours, read from its CSS variables, for the canvas; everything else on
 * the page takes them in CSS.
 */
import { type BarColor, barColors } from "./layout";

export interface Theme {
  readonly bars: readonly string[];
  /** Text inside a bar of the same index: black or white, whichever can be read on it. */
  readonly barTexts: readonly string[];
  readonly text: string;
  readonly mutedText: string;
  readonly grid: string;
  readonly selection: string;
  /** Set in high contrast themes: what has a border gets it in this colour. */
  readonly contrast: string | undefined;
  readonly font: string;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim();
  const text = variable("foreground") || "CanvasText";
  const bars = barColors.map((color) => variable(barVariables[color]) || text);
  return {
    bars,
    barTexts: bars.map(readableOn),
    text,
    mutedText: variable("descriptionForeground") || text,
    grid: variable("panel-border") || variable("contrastBorder") || text,
    selection: variable("list-inactiveSelectionBackground"),
    contrast: variable("contrastBorder") || undefined,
    font: `${variable("font-size") || "13px"} ${variable("font-family") || "sans-serif"}`,
  };
}

/** By the luminance of the colour, as people see it; 0.36 is where black and white are equal. */
function readableOn(color: string): string {
  const [red, green, blue] = /(\w\w)(\w\w)(\w\w)/.exec(color)?.slice(1) ?? [];
  if (blue === undefined) return "#000000";
  const luminance = 0.2126 * linear(red!) + 0.7152 * linear(green!) + 0.0722 * linear(blue);
  return luminance > 0.36 ? "#000000" : "#ffffff";
}

function linear(hex: string): number {
  return (Number.parseInt(hex, 16) / 255) ** 2.2;
}

const barVariables: Readonly<Record<BarColor, string>> = {
  function: "spanlens-functionBar",
  llm: "spanlens-llmBar",
  attempt: "spanlens-attemptBar",
  host: "spanlens-hostBar",
  error: "spanlens-errorBar",
  cancelled: "spanlens-cancelledBar",
};

/** Calls back when the user chose another theme: VS Code then changes these attributes. */
export function onThemeChange(callback: () => void): void {
  const observer = new MutationObserver(callback);
  const attributes = { attributes: true, attributeFilter: ["class", "style"] };
  observer.observe(document.documentElement, attributes);
  observer.observe(document.body, attributes);
}

export function reducesMotion(): boolean {
  return (
    document.body.classList.contains("vscode-reduce-motion") ||
    matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}
