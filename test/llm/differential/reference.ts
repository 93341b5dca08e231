/** The released language, to compare with. Never part of the product. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

export interface ReferenceQuestion {
  readonly files: Readonly<Record<string, string>>;
  readonly fn: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stream?: boolean;
}

export type ReferenceAnswer =
  | {
      readonly kind: "request";
      readonly url: string;
      readonly headers: Record<string, string>;
      readonly text: string;
    }
  | { readonly kind: "error"; readonly message: string }
  /** It died: a defect of its own, which is nothing to compare with. */
  | { readonly kind: "died" };

/** One question at a time. */
export class Reference {
  #child: ChildProcess | undefined;

  ask(question: ReferenceQuestion): Promise<ReferenceAnswer> {
    const child = this.#child ?? fork(CHILD, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    this.#child = child;
    return new Promise((resolve) => {
      const settle = (answer: ReferenceAnswer) => {
        child.removeAllListeners();
        resolve(answer);
      };
      child.once("message", (message) => settle(toAnswer(message as RawAnswer)));
      child.once("exit", () => {
        this.#child = undefined;
        settle({ kind: "died" });
      });
      child.send(question);
    });
  }

  close(): void {
    this.#child?.kill();
    this.#child = undefined;
  }
}

const CHILD = join(__dirname, "referenceChild.cjs");

interface RawAnswer {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly error?: string;
}

function toAnswer({ error, ...request }: RawAnswer): ReferenceAnswer {
  return error === undefined ? { kind: "request", ...request } : { kind: "error", message: error };
}

export function isCompileError(answer: ReferenceAnswer): boolean {
  return answer.kind === "error" && /^\w*:? ?error:/.test(answer.message);
}

/** How many random cases a comparison makes: few, unless the environment asks for more. */
export function comparisons(usual: number): number {
  return Number(process.env["SPANLENS_COMPARISONS"] ?? usual);
}
