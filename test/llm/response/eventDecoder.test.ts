import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AwsEventStream,
  BrokenEventStream,
  crc32,
} from "../../../server/llm/response/awsEventStream";
import {
  type EventDecoder,
  type ServerEvent,
  ServerSentEvents,
} from "../../../server/llm/response/eventDecoder";
import { awsMessage, framed, header, textHeader } from "./awsMessage";

describe("ServerSentEvents", () => {
  it("are the same, however the bytes are cut", () => {
    const text =
      "\ufeff: hello\r\n\r\nevent: one\r\nid: 7\r\ndata: é😀\r\ndata: two\r\n\r\n" +
      'data:{"a":1}\n\nretry: 5\nstrange\n\ndata: last';
    check(() => new ServerSentEvents(), Buffer.from(text), [
      { event: "one", id: "7", data: "é😀\ntwo" },
      { event: "", id: "", data: '{"a":1}' },
      { event: "", id: "", data: "last" },
    ]);
  });
});

describe("AwsEventStream", () => {
  const events: readonly ServerEvent[] = [
    { event: "messageStart", id: "", data: '{"role":"assistant"}' },
    { event: "contentBlockDelta", id: "", data: '{"delta":{"text":"é😀"}}' },
    { event: "metadata", id: "", data: "{}" },
  ];
  const bytes = Buffer.concat(events.map(({ event, data }) => awsMessage(event, data)));

  it("gives the same events, however the bytes are cut", () => {
    check(() => new AwsEventStream(), bytes, events);
  });

  it("steps over headers that are no texts", () => {
    const headers = [
      header("flag", 0, Buffer.alloc(0)),
      header("count", 4, Buffer.from([0, 0, 0, 9])),
      header("when", 8, Buffer.alloc(8)),
      header("blob", 6, Buffer.from([0, 2, 1, 2])),
      textHeader(":event-type", "ping"),
    ];
    check(() => new AwsEventStream(), framed(Buffer.concat(headers), "{}"), [
      { event: "ping", id: "", data: "{}" },
    ]);
  });

  it("ends at what is no event", () => {
    const spoiled = Buffer.from(bytes);
    spoiled[40]! ^= 1;
    const badHeaders = framed(Buffer.from([200, 1]), "{}");
    for (const broken of [spoiled, Buffer.from("<html><body>no</body></html>"), badHeaders]) {
      assert.throws(() => new AwsEventStream().push(broken), BrokenEventStream);
    }
  });

  it("does not end within an event", () => {
    const decoder = new AwsEventStream();
    decoder.push(bytes.subarray(0, -1));
    assert.throws(() => decoder.end(), BrokenEventStream);
  });

  it("has the checksums of the standard", () => {
    assert.equal(crc32(Buffer.from("123456789")), 0xcbf43926);
  });
});

/** The events of the bytes, cut at random places. */
function check(decoder: () => EventDecoder, bytes: Buffer, expected: readonly ServerEvent[]): void {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 })), (sizes) => {
      const started = decoder();
      const events: ServerEvent[] = [];
      let at = 0;
      for (const size of sizes) {
        events.push(...started.push(bytes.subarray(at, at + size)));
        at = Math.min(at + size, bytes.length);
      }
      events.push(...started.push(bytes.subarray(at)), ...started.end());
      assert.deepEqual(events, expected);
    }),
  );
}
