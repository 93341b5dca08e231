import assert from "node:assert/strict";
import { proxyFor, proxySettings } from "../../../server/llm/transport/proxy";

describe("proxyFor", () => {
  const env = { HTTP_PROXY: "http://one:3128", https_proxy: "two:8080" };

  it("takes the variable of the address's own scheme, in either case", () => {
    check(env, "http://models.example/v1", "http://one:3128/");
    check(env, "https://models.example/v1", "http://two:8080/");
    check({}, "https://models.example/v1", undefined);
    check({ HTTPS_PROXY: "" }, "https://models.example/v1", undefined);
  });

  it("leaves out hosts that are reached directly", () => {
    const direct = { ...env, NO_PROXY: "localhost, .example, *.test, 10.0.0.1:8080,api.dev:443" };
    check(direct, "http://localhost:1234/", undefined);
    check(direct, "https://models.example/", undefined);
    check(direct, "https://a.test/", undefined);
    check(direct, "http://10.0.0.1:8080/", undefined);
    check(direct, "https://api.dev/", undefined);
    check(direct, "http://10.0.0.1/", "http://one:3128/");
    check(direct, "https://notexample/", "http://two:8080/");
    check({ ...env, no_proxy: "*" }, "https://models.example/", undefined);
  });

  it("refuses a proxy that is none", () => {
    const settings = proxySettings({ HTTP_PROXY: "socks5://one" });
    assert.throws(() => proxyFor(new URL("http://a.example/"), settings), /no HTTP address/);
  });
});

function check(env: Record<string, string>, url: string, expected: string | undefined): void {
  assert.equal(proxyFor(new URL(url), proxySettings(env))?.href, expected, url);
}
