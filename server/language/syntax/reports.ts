/**
 * The problems of one item, as the parser finds them.
 *
 * Invariant: one mistake, one problem. A problem is dropped when the token ahead is still
 * the one of the last problem, and behind a limit that was reached.
 */
import type { Diagnostic } from "../diagnostics";

export class Reports {
  readonly #problems: Diagnostic[] = [];
  /** The token that was ahead at the last problem. */
  #lastToken = -1;
  #muted = 0;
  #isFull = false;

  get problems(): readonly Diagnostic[] {
    return this.#problems;
  }

  get count(): number {
    return this.#problems.length;
  }

  add(problem: Diagnostic): void {
    if (this.#muted === 0 && !this.#isFull) this.#problems.push(problem);
  }

  /** Adds a problem of the token ahead, unless it has one. */
  addAt(token: number, problem: Diagnostic): void {
    if (this.#lastToken === token) return;
    this.#lastToken = token;
    this.add(problem);
  }

  /** Adds a problem that silences all others. */
  addLast(problem: Diagnostic): void {
    this.add(problem);
    this.#isFull = true;
  }

  forgiveAt(token: number): void {
    this.#lastToken = token;
  }

  muted(parse: () => void): void {
    this.#muted++;
    parse();
    this.#muted--;
  }
}
