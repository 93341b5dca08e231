/** The manifest promises what the code keeps: nothing contributed is without effect. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clientCommands, commands } from "../../server/lsp/protocol";

const root = join(__dirname, "..", "..");
const manifest = JSON.parse(text("package.json"));
const { contributes } = manifest;
const contributed: string[] = contributes.commands.map(({ command }: Command) => command);

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
}

describe("the manifest", () => {
  it("contributes only commands that are registered", () => {
    const registered = [...text("client/extension.ts").matchAll(/^ {4}"(spanlens\.\w+)":/gm)];
    const names = registered.map((match) => match[1]!);
    assert.deepEqual(
      contributed.filter((command) => !names.includes(command)),
      [],
    );
  });

  it("has every command of server and client that a person may run", () => {
    const internal: string[] = [clientCommands.openDocument, clientCommands.copyDocument];
    const expected = [...Object.values(commands), ...Object.values(clientCommands)];
    assert.deepEqual(
      expected.filter((command) => !contributed.includes(command) && !internal.includes(command)),
      [],
    );
  });

  it("gives every command a category and a title in title case", () => {
    for (const { title, category } of contributes.commands as Command[]) {
      assert.equal(category, "Spanlens");
      assert.match(title, /^[A-Z]/);
    }
  });

  it("names only its own commands and views in menus and keys", () => {
    const menus = Object.values(contributes.menus).flat() as Command[];
    const used = [...menus, ...contributes.keybindings].map(({ command }) => command);
    assert.deepEqual(
      used.filter((command) => !contributed.includes(command)),
      [],
    );
    const views = contributes.views.spanlens.map(({ id }: { id: string }) => id);
    for (const [, view] of JSON.stringify(contributes.menus).matchAll(/view == ([\w.]+)/g)) {
      assert.ok(views.includes(view), view);
    }
  });

  it("contributes the settings that the server is sent, and no others", () => {
    const sent = [...text("client/settings.ts").matchAll(/value\("([\w.]+)"\)/g)];
    const names = sent.map((match) => `spanlens.${match[1]}`);
    assert.deepEqual(Object.keys(contributes.configuration[0].properties).sort(), names.sort());
  });

  it("describes every setting, with a default and a scope", () => {
    type Setting = Readonly<Record<string, unknown>>;
    const settings: [string, Setting][] = Object.entries(contributes.configuration[0].properties);
    for (const [name, setting] of settings) {
      assert.ok(setting["markdownDescription"], `${name} has no description`);
      assert.notEqual(setting["default"], undefined, `${name} has no default`);
      assert.ok(setting["scope"], `${name} has no scope`);
    }
  });

  it("wakes the extension for BAML alone", () => {
    assert.deepEqual(manifest.activationEvents, ["onLanguage:baml", "workspaceContains:**/*.baml"]);
  });

  it("lists as restricted what a workspace must not decide for the user", () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    for (const name of ["spanlens.env.files", "spanlens.run.allowSystemAccess"]) {
      assert.ok(untrustedWorkspaces.restrictedConfigurations.includes(name));
    }
  });

  it("gives each colour a default in every kind of theme", () => {
    for (const { defaults } of contributes.colors) {
      const kinds = ["dark", "light", "highContrast", "highContrastLight"];
      assert.deepEqual(Object.keys(defaults), kinds);
    }
  });

  it("has one walkthrough of at most five steps, each with a button and an end", () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.deepEqual(others, []);
    assert.ok(walkthrough.steps.length <= 5);
    for (const { description, completionEvents } of walkthrough.steps) {
      const [, command] = /\[[A-Z].*\]\(command:([\w.]+)\)/.exec(description) ?? [];
      assert.ok(contributed.includes(command!), description);
      assert.deepEqual(completionEvents, [`onCommand:${command}`]);
    }
  });

  it("points at files that exist", () => {
    const { languages, grammars, walkthroughs } = contributes;
    const paths: string[] = [
      manifest.icon,
      ...languages.map(({ configuration }: { configuration: string }) => configuration),
      ...grammars.map(({ path }: { path: string }) => path),
      ...walkthroughs[0].steps.map(({ media }: { media: { svg: string } }) => media.svg),
    ];
    for (const path of paths) assert.ok(existsSync(join(root, path)), path);
  });

  it("uses no interface of VS Code that is newer than its floor", () => {
    const types = JSON.parse(text("node_modules/@types/vscode/package.json")).version;
    assert.equal(manifest.engines.vscode, `^${types}`);
  });
});

describe("the panel's page", () => {
  const folder = "client/tracePanel/webview";
  const sources = readdirSync(join(root, folder)).filter((file) => /\.(ts|css)$/.test(file));

  it("never parses text as HTML, and never evaluates it", () => {
    for (const file of sources) {
      assert.doesNotMatch(
        text(`${folder}/${file}`),
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/,
        file,
      );
    }
  });

  it("takes its colours from the theme alone", () => {
    const css = text(`${folder}/panel.css`);
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i);
  });
});

function text(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
