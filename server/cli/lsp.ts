/** `spanlens lsp`: the language server, for editors that speak the protocol. */
import type { Command } from "./command";
import { UsageError } from "./command";

export const lsp: Command = {
  name: "lsp",
  summary: "Serve an editor over the Language Server Protocol",
  usage: "--stdio",
  operands: { min: 0, max: 0 },
  options: { stdio: { help: "speak over standard input and output" } },
  run: async (given) => {
    if (!given.isSet("stdio")) throw new UsageError("`--stdio` is the one way to connect");
    // Loaded only here: every other command starts without the protocol's code.
    const { serve } = await import("../lsp");
    await serve();
    return 0;
  },
};
