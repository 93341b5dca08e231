/**
 * Lsp: the language server. Any editor that speaks the protocol gets lenses, hovers,
 * hints and runs from it.
 *
 * Invariant: only `server.ts` knows the connection; features are functions of a snapshot
 * and of the runs there were.
 */
export { serve } from "./serve";
