/**
 * Asks the released language, in a process of its own: some templates make it abort.
 * Each message `{ files, fn, args, env, stream }` is answered with `{ url, headers, text }`
 * of the request that it would send, or `{ error }`.
 */
process.env.BAML_LOG = "off";
const { BamlRuntime } = require("@boundaryml/baml/native");

process.on("message", ({ files, fn, args, env, stream }) => {
  process.send(answer(files, fn, args, env ?? {}, stream ?? false));
});

function answer(files, fn, args, env, stream) {
  try {
    const runtime = BamlRuntime.fromFiles("baml_src", files, env);
    const context = runtime.createContextManager();
    const request = runtime.buildRequestSync(fn, args, context, null, null, stream, env);
    return { url: request.url, headers: request.headers, text: request.body.text() };
  } catch (error) {
    return { error: String(error.message ?? error).split("\n\n")[0] };
  }
}
