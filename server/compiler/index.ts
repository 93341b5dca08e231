/**
 * The compiler: checked items in, a program out.
 *
 * Invariant: never sees the machine that runs its output, and reports nothing: errors
 * were found before, and only mark what may not run.
 */
export { Compiler } from "./compiler";
export { forbidsRuns } from "./problems";
