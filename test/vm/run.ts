/** Drives a machine in tests: to its end, with every state on the way kept. */
import type { CallError, Value } from "../../server/base";
import type { Program } from "../../server/bytecode";
import { Image, preview, toValue, Vm, type VmOptions, type VmState } from "../../server/vm";

export interface Outcome {
  /** The result; undefined when the run failed. */
  readonly value?: Value;
  readonly error?: CallError;
  /** One line a state: `enter inner(1)`, `exit inner = 2`, `notify x = 3`, `await env.get("K")`. */
  readonly log: readonly string[];
  readonly ticks: number;
  readonly vm: Vm;
}

export interface RunOptions extends VmOptions {
  readonly args?: readonly Value[];
  readonly entry?: string;
  /** Answers what the program asks the world; an error is raised there. */
  readonly answer?: (
    name: string,
    args: readonly Value[],
  ) => Value | { readonly reject: CallError };
}

export function run(program: Program, options: RunOptions = {}): Outcome {
  const { args = [], entry = "main", answer, ...vmOptions } = options;
  const vm = new Vm(new Image(program), entry, args, vmOptions);
  const log: string[] = [];
  let ticks = 0;
  for (;;) {
    const state = vm.exec();
    if (state.tag === "complete") return { value: toValue(state.value), log, ticks, vm };
    if (state.tag === "failed") return { error: state.error, log, ticks, vm };
    if (state.tag === "tick") ticks++;
    else log.push(line(state));
    if (state.tag === "await") settle(vm, state, answer);
  }
}

function settle(
  vm: Vm,
  { request }: Extract<VmState, { tag: "await" }>,
  answer: RunOptions["answer"],
): void {
  const name = request.kind === "llm" ? request.function : request.path;
  const given = answer?.(name, request.args) ?? null;
  if (typeof given === "object" && given !== null && "reject" in given) vm.reject(given.reject);
  else vm.resolve(given);
}

function line(state: Exclude<VmState, { tag: "complete" | "failed" | "tick" }>): string {
  if (state.tag === "await") {
    const { request } = state;
    return `await ${request.kind === "llm" ? request.function : request.path}(${request.args.map((arg) => JSON.stringify(arg))})`;
  }
  if (state.tag === "notify") {
    const { notification } = state;
    return notification.kind === "header"
      ? `header ${notification.title}`
      : `notify ${notification.name} = ${preview(notification.value)}`;
  }
  const { span } = state;
  if (span.tag === "enter") return `enter ${span.fn.name}(${span.args.map((arg) => preview(arg))})`;
  const suppressed = span.suppressed > 0 ? ` +${span.suppressed}` : "";
  return "ok" in span.outcome
    ? `exit ${span.fn.name} = ${preview(span.outcome.ok)}${suppressed}`
    : `exit ${span.fn.name} threw ${span.outcome.thrown.message}${suppressed}`;
}
