/** Starts the server in this process, over the pipe that the command line names. */
import * as files from "node:fs";
import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nodeFiles } from "./nodePlatform";
import { startServer } from "./server";

/** Settles when the client has left. */
export function serve(): Promise<void> {
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, {
    files: nodeFiles,
    environment: process.env,
    // The bundles stand side by side in `dist/`.
    workerFile: join(__dirname, "engineWorker.js"),
    nowMs: () => Date.now(),
    traceFiles: files,
  });
  return new Promise((resolve) => connection.onExit(resolve));
}
