/**
 * The builtins by their full paths, with the number of their arguments, the receiver of
 * a method included. A call gives each argument; one that the user left out is null.
 *
 * Invariant: names and numbers only. Types of builtins are the language's, what a native
 * does is the machine's, and what a system operation does is the engine's.
 */

/** Computed by the machine, at once. */
export const natives = {
  "baml.Array.length": 1,
  "baml.Array.push": 2,
  "baml.Array.at": 2,
  "baml.Array.concat": 2,
  "baml.Array.pop": 1,
  "baml.Array.reverse": 1,
  "baml.Array.slice": 3,
  "baml.Array.join": 2,

  "baml.Map.length": 1,
  "baml.Map.has": 2,
  "baml.Map.keys": 1,
  "baml.Map.values": 1,
  "baml.Map.get": 2,
  "baml.Map.set": 3,

  "baml.String.length": 1,
  "baml.String.toLowerCase": 1,
  "baml.String.toUpperCase": 1,
  "baml.String.trim": 1,
  "baml.String.includes": 2,
  "baml.String.startsWith": 2,
  "baml.String.endsWith": 2,
  "baml.String.split": 2,
  "baml.String.substring": 3,
  "baml.String.replace": 3,
  "baml.String.replaceAll": 3,
  "baml.String.indexOf": 2,
  "baml.String.charAt": 2,
  "baml.String.matches": 2,

  "baml.deep_copy": 1,
  "baml.deep_equals": 2,
  "baml.unstable.string": 1,
  "baml.math.trunc": 1,
  "baml.sys.panic": 1,
  "baml.trace.collectors": 0,

  "baml.Media.as_url": 1,
  "baml.Media.as_base64": 1,
  "baml.Media.as_file": 1,
  "baml.Media.mime_type": 1,
  "baml.Media.url": 1,
  "baml.Media.base64": 1,
  "baml.Media.file": 1,
  "image.from_url": 2,
  "image.from_file": 2,
  "image.from_base64": 2,
  "audio.from_url": 2,
  "audio.from_file": 2,
  "audio.from_base64": 2,
  "pdf.from_url": 2,
  "pdf.from_file": 2,
  "pdf.from_base64": 2,
  "video.from_url": 2,
  "video.from_file": 2,
  "video.from_base64": 2,

  "baml.http.Response.ok": 1,
} as const;

/** Answered by the engine: the machine stops until they are settled. */
export const sysops = {
  "env.get": 1,
  "env.get_or_panic": 1,
  "baml.sys.shell": 1,
  "baml.sys.sleep": 1,
  "baml.fs.open": 1,
  "baml.fs.File.read": 1,
  "baml.fs.File.close": 1,
  "baml.net.connect": 1,
  "baml.net.Socket.read": 1,
  "baml.net.Socket.close": 1,
  "baml.http.fetch": 1,
  "baml.http.send": 1,
  "baml.http.Response.text": 1,
  "baml.llm.render_prompt": 2,
  "baml.llm.build_request": 2,
  "baml.llm.call_llm_function": 2,
  "baml.llm.get_client": 1,
  "baml.llm.get_jinja_template": 1,
  "baml.llm.get_return_type": 1,
  "baml.llm.resolve_client": 1,
  "baml.llm.round_robin_next": 1,
  "baml.llm.round_robin_peek": 1,
  "baml.llm.build_attempt": 1,
  "baml.llm.build_plan": 1,
  "baml.llm.build_primitive_client": 5,
  /** Behind `C.resolve`: the client of that name. Not for users. */
  "baml.llm.make_client": 1,
  /** Behind calls of template strings: a name and a map of arguments. Not for users. */
  "baml.llm.render_template": 2,
  "baml.llm.PrimitiveClient.render_prompt": 4,
  "baml.llm.PrimitiveClient.specialize_prompt": 2,
  "baml.llm.PrimitiveClient.build_request": 2,
  "baml.llm.PrimitiveClient.parse": 3,
} as const;

export type NativePath = keyof typeof natives;
export type SysopPath = keyof typeof sysops;

export interface BuiltinClass {
  readonly name: string;
  readonly fields: readonly string[];
  /** Fields that users do not see: the handle of what the engine holds. */
  readonly hidden?: readonly string[];
}

export const builtinClasses: readonly BuiltinClass[] = [
  { name: "baml.http.Request", fields: ["method", "url", "headers", "body"] },
  {
    name: "baml.http.Response",
    fields: ["status_code", "headers", "url"],
    hidden: ["$handle"],
  },
  {
    name: "baml.llm.RetryPolicy",
    fields: ["max_retries", "initial_delay_ms", "multiplier", "max_delay_ms"],
  },
  { name: "baml.llm.Client", fields: ["name", "client_type", "sub_clients", "retry"] },
  {
    name: "baml.llm.PrimitiveClient",
    fields: ["name", "provider", "default_role", "allowed_roles", "options"],
  },
];

export interface BuiltinEnum {
  readonly name: string;
  readonly values: readonly string[];
}

export const builtinEnums: readonly BuiltinEnum[] = [
  { name: "baml.llm.ClientType", values: ["Primitive", "Fallback", "RoundRobin"] },
];
