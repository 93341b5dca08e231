/**
 * System operations: what the machine asks of the world beside models. Each is one
 * function of the call's context; failures are `CallFailure`s, which a program can catch.
 *
 * Invariant: nothing is touched that the call has no permission for.
 */
import { callFailure, type Value } from "../base";
import type { SysopPath } from "../bytecode";
import { fetchUrl, readBody, sendRequest } from "./httpSysops";
import { llmSysops } from "./llmSysops";
import { checkPermission, type Permission } from "./permissions";
import type { Sysop, SysopContext } from "./sysopContext";
import { textArgument } from "./sysopContext";

/** Now, or later. */
export function answerSysop(
  context: SysopContext,
  path: SysopPath,
  args: readonly Value[],
): Value | Promise<Value> {
  const permission = permissionFor(path);
  const refusal =
    permission && checkPermission(permission, context.call.permissions, context.call.model);
  if (refusal) throw refusal;
  return sysops[path](context, args);
}

const sysops: Readonly<Record<SysopPath, Sysop>> = {
  "env.get": ({ call }, [name]) => call.env[textArgument(name)] ?? null,
  "env.get_or_panic": expectVariable,
  "baml.sys.shell": async ({ world, signal }, [command]) =>
    fromSystem(() => world.system.shell(textArgument(command), signal)),
  "baml.sys.sleep": sleep,
  "baml.fs.open": openFile,
  "baml.fs.File.read": async ({ resources }, [file]) =>
    fromSystem(() => resources.expect("file", file!).file.read()),
  "baml.fs.File.close": closeFile,
  "baml.net.connect": connect,
  "baml.net.Socket.read": async ({ resources, signal }, [socket]) =>
    fromSystem(() => resources.expect("socket", socket!).socket.read(signal)),
  "baml.net.Socket.close": closeSocket,
  "baml.http.fetch": fetchUrl,
  "baml.http.send": sendRequest,
  "baml.http.Response.text": readBody,
  ...llmSysops,
};

function permissionFor(path: SysopPath): Permission | undefined {
  if (path.startsWith("env.")) return "env";
  if (path === "baml.sys.shell") return "shell";
  if (path.startsWith("baml.fs.")) return "fs";
  if (path.startsWith("baml.net.")) return "net";
  return path.startsWith("baml.http.") ? "http" : undefined;
}

function expectVariable({ call }: SysopContext, [name]: readonly Value[]): Value {
  const key = textArgument(name);
  const value = call.env[key];
  if (value === undefined) {
    throw callFailure("runtime", `Environment variable '${key}' not found`);
  }
  return value;
}

async function sleep({ world, signal }: SysopContext, [ms]: readonly Value[]): Promise<Value> {
  // An int beyond 2^53 is longer than anybody waits.
  await world.sleep(Math.max(0, Number(ms)), signal);
  return null;
}

async function openFile(
  { world, resources }: SysopContext,
  [path]: readonly Value[],
): Promise<Value> {
  const file = await fromSystem(() => world.system.openFile(textArgument(path)));
  return resources.add({ kind: "file", file });
}

async function closeFile({ resources }: SysopContext, [value]: readonly Value[]): Promise<Value> {
  const { file } = resources.expect("file", value!);
  resources.remove(value!);
  await fromSystem(() => file.close());
  return null;
}

async function connect(
  { world, resources, signal }: SysopContext,
  [address]: readonly Value[],
): Promise<Value> {
  const socket = await fromSystem(() => world.system.connect(textArgument(address), signal));
  return resources.add({ kind: "socket", socket });
}

async function closeSocket({ resources }: SysopContext, [value]: readonly Value[]): Promise<Value> {
  const { socket } = resources.expect("socket", value!);
  resources.remove(value!);
  await fromSystem(() => socket.close());
  return null;
}

/** What the system refuses is the user's news, in the system's words. */
async function fromSystem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw callFailure("runtime", error instanceof Error ? error.message : String(error));
  }
}
