/**
 * Checks projects with the released language, in a process of its own: some make it abort.
 * Each message `{ files }` is answered with `{ text }`: what it refuses them with, or nothing.
 */
process.env.BAML_LOG = "off";
const { BamlRuntime } = require("@boundaryml/baml/native");

process.on("message", ({ files }) => {
  process.send({ text: refusal(files) });
});

function refusal(files) {
  const entries = Object.entries(files).map(([path, text]) => [`baml_src/${path}`, text]);
  try {
    BamlRuntime.fromFiles("baml_src", Object.fromEntries(entries), {});
    return "";
  } catch (error) {
    return String(error.message ?? error);
  }
}
