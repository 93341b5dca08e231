/**
 * API keys in the editor's secret storage. Names are listed; values go to the language
 * server and nowhere else.
 */
import { type Disposable, EventEmitter, type Memento, type SecretStorage } from "vscode";

export class Keys implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #secrets: SecretStorage;
  /** Secret storage cannot list what it holds, so the names stand beside it. */
  readonly #names: Memento;

  constructor(secrets: SecretStorage, names: Memento) {
    this.#secrets = secrets;
    this.#names = names;
  }

  names(): readonly string[] {
    return this.#names.get<string[]>(NAMES, []);
  }

  async set(name: string, value: string): Promise<void> {
    await this.#secrets.store(secretOf(name), value);
    await this.#names.update(NAMES, [...new Set([...this.names(), name])].sort());
    this.#changed.fire();
  }

  async delete(name: string): Promise<void> {
    await this.#secrets.delete(secretOf(name));
    await this.#names.update(
      NAMES,
      this.names().filter((other) => other !== name),
    );
    this.#changed.fire();
  }

  async values(): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const name of this.names()) {
      const value = await this.#secrets.get(secretOf(name));
      if (value !== undefined) values[name] = value;
    }
    return values;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const NAMES = "spanlens.keyNames";

function secretOf(name: string): string {
  return `spanlens.key.${name}`;
}
