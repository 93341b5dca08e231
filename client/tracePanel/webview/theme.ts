/**
 * The editor's colours, read from its CSS variables, for the canvas; everything else on
 * the page takes them in CSS.
 */
import { type BarColor, barColors } from "./layout";

export interface Theme {
  readonly bars: readonly string[];
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
  return {
    bars: barColors.map((color) => variable(barVariables[color]) || text),
    text,
    mutedText: variable("descriptionForeground") || text,
    grid: variable("editorIndentGuide-background1") || variable("panel-border") || text,
    selection: variable("list-inactiveSelectionBackground"),
    contrast: variable("contrastBorder") || undefined,
    font: `${variable("font-size") || "13px"} ${variable("font-family") || "sans-serif"}`,
  };
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
