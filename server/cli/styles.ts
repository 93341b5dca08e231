/** Colours of the terminal, where it has them. */
import type { Terminal } from "./command";

export interface Styles {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
}

export function stylesFor({ hasColors, env }: Terminal): Styles {
  const isColoured = hasColors && !env["NO_COLOR"];
  const style = (code: number) => (text: string) =>
    isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { bold: style(1), dim: style(2), red: style(31), yellow: style(33), green: style(32) };
}
