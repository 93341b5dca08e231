import assert from "node:assert/strict";
import manifest from "../../package.json";
import * as spanlens from "../../server/host/node";

describe("the package, as Node programs import it", () => {
  it("has the names of the published client, and ours", () => {
    const names = `
      BamlRuntime FunctionResult FunctionResultStream BamlStream BamlCtxManager
      RuntimeContextManager HostSpanManager Collector FunctionLog LlmCall LlmStreamCall LLMCall
      LLMStreamCall Timing StreamTiming Usage HTTPRequest HTTPResponse SSEResponse HTTPBody
      TraceStats BamlError BamlClientError BamlInvalidArgumentError BamlClientHttpError
      BamlValidationError BamlClientFinishReasonError BamlAbortError BamlCancelledError
      BamlTimeoutError BamlCompileError BamlThrowError BamlPanicError isBamlError toBamlError
      traceAsync traceSync setTags flush onLogEvent trace bindContext exportContext
      runWithContext readTrace followTrace toOtlp toChromeTrace get_version`;
    const missing = names
      .trim()
      .split(/\s+/)
      .filter((name) => !(name in spanlens));
    assert.deepEqual(missing, []);
  });

  it("says the version of the manifest", () => {
    assert.equal(spanlens.get_version(), manifest.version);
  });

  it("makes errors that know their class, by the published orders", () => {
    const http = new spanlens.BamlClientHttpError("c", "m", 429, "d", "raw");
    assert.deepEqual(
      [http.client_name, http.message, http.status_code, http.detailed_message, http.raw_response],
      ["c", "m", 429, "d", "raw"],
    );
    const validation = new spanlens.BamlValidationError("p", "r", "m", "d");
    assert.deepEqual(
      [validation.prompt, validation.raw_output, validation.message],
      ["p", "r", "m"],
    );
    const finish = new spanlens.BamlClientFinishReasonError("p", "r", "m", "length", "d");
    assert.deepEqual([finish.message, finish.finish_reason], ["m", "length"]);
    const aborted = new spanlens.BamlAbortError("m", "why");
    assert.deepEqual([aborted.reason, aborted.detailed_message], ["why", "m"]);
    const timeout = new spanlens.BamlTimeoutError("c", "m");
    assert(timeout instanceof spanlens.BamlClientHttpError && timeout.status_code === 408);
    for (const error of [http, validation, finish, aborted, timeout]) {
      assert.equal(error.name, error.constructor.name);
      assert(spanlens.isBamlError(error));
      assert.equal(JSON.parse(error.toJSON()).message, "m");
    }
    assert(spanlens.toBamlError("text") instanceof spanlens.BamlError);
    const other = new Error("other");
    assert.equal(spanlens.toBamlError(other), other);
  });
});
