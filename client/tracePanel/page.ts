/** The page's HTML: one script, one style sheet, and a policy that allows nothing else. */
import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";

/** Prepares a webview and loads the page into it. */
export function loadPage(webview: Webview, extension: Uri): void {
  const folder = Uri.joinPath(extension, "dist", "webview");
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  const nonce = randomBytes(16).toString("base64");
  const script = webview.asWebviewUri(Uri.joinPath(folder, "panel.js"));
  const style = webview.asWebviewUri(Uri.joinPath(folder, "panel.css"));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
  ].join("; ");
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trace</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
