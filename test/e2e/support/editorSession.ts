/**
 * One editor and one browser for all end-to-end specs, started by the first that needs
 * them and ended when mocha is done. What is tested is the packaged extension.
 */
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { installEditor } from "../../../scripts/editor/install";
import { type EditorServer, serveEditor } from "../../../scripts/editor/server";
import { quietSettings } from "../../../scripts/editor/settings";
import { systemProgram } from "../../../scripts/editor/systemPackages";
import { packageExtension } from "../../../scripts/package";

export const root = join(__dirname, "..", "..", "..");
export const artifacts = join(root, "artifacts", "e2e");

/** Settings that hold the editor still, beside those that keep it quiet. */
const settings = {
  ...quietSettings,
  "workbench.localHistory.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.editor.enablePreview": false,
  "window.confirmBeforeClose": "never",
  "files.autoSave": "off",
  "files.hotExit": "off",
  // What a test types is what is meant, brackets included.
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.autoSurround": "never",
  "editor.acceptSuggestionOnCommitCharacter": false,
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.stickyScroll.enabled": false,
  "editor.inlayHints.enabled": "on",
  "editor.lightbulb.enabled": "off",
  "editor.accessibilitySupport": "off",
  "editor.hover.delay": 100,
  "terminal.integrated.enablePersistentSessions": false,
  "testing.automaticallyOpenTestResults": "neverOpen",
};

export interface EditorSession {
  readonly server: EditorServer;
  /** The one tab: its second page finds the editor's script compiled. */
  readonly page: Page;
}

let session: Promise<EditorSession> | undefined;
let vsix: Promise<string> | undefined;
let browser: Promise<Browser> | undefined;
const ends: (() => Promise<void>)[] = [];

/** The session that specs share. */
export function editorSession(): Promise<EditorSession> {
  session ??= begin({ asksForTrust: false });
  return session;
}

/** A session of its own, in which workspaces are restricted until the user trusts them. */
export function restrictedSession(): Promise<EditorSession> {
  return begin({ asksForTrust: true });
}

async function begin({ asksForTrust }: { asksForTrust: boolean }): Promise<EditorSession> {
  const install = installEditor(root, say);
  const trust = {
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.enabled": true,
  };
  const server = await serveEditor({
    install,
    vsix: await packaged(),
    settings: asksForTrust ? { ...settings, ...trust } : settings,
    env: extensionHostEnv,
    asksForTrust,
  });
  ends.push(() => server.stop());
  return { server, page: await newPage() };
}

/** A page of the one browser, with nothing on it yet. */
export async function newPage(): Promise<Page> {
  browser ??= launch(systemProgram("chromium", say));
  return (await newContext(await browser)).newPage();
}

/** Whoever packs first, as the CI does, names the package and saves a build. */
function packaged(): Promise<string> {
  const named = process.env["SPANLENS_VSIX"];
  vsix ??= named ? Promise.resolve(named) : packageExtension();
  return vsix;
}

function say(line: string): void {
  console.log(line);
}

/** Tests give keys to those functions that are to use one; the machine's own stay out. */
const extensionHostEnv = { OPENAI_API_KEY: "", ANTHROPIC_API_KEY: "" };

function launch(executablePath: string): Promise<Browser> {
  const off = ["gpu", "quic", "background-networking", "component-update", "sync", "extensions"];
  const args = [
    ...off.map((feature) => `--disable-${feature}`),
    ...["--no-sandbox", "--no-first-run", "--disable-dev-shm-usage"],
    ...["--font-render-hinting=none", "--force-color-profile=srgb"],
  ];
  return chromium.launch({ executablePath, args });
}

async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  // The tests are compiled with a helper that keeps names; code sent to the page calls it.
  await context.addInitScript("globalThis.__name = (named) => named;");
  return context;
}

after(async () => {
  for (const end of ends.splice(0)) await end();
  await (await browser)?.close();
  session = undefined;
  browser = undefined;
});
