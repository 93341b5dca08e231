/** Messages of Amazon's event stream, for tests. */
import { crc32 } from "../../../server/llm/response/awsEventStream";

export function awsMessage(event: string, data: string): Buffer {
  const headers = [
    textHeader(":event-type", event),
    textHeader(":content-type", "application/json"),
    textHeader(":message-type", "event"),
  ];
  return framed(Buffer.concat(headers), data);
}

export function textHeader(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  return header(name, 7, Buffer.concat([Buffer.from([0, text.length]), text]));
}

export function header(name: string, type: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([type]), value]);
}

/** Lengths before, checksums between and after. */
export function framed(headers: Buffer, data: string): Buffer {
  const payload = Buffer.from(data);
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(16 + headers.length + payload.length, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const body = Buffer.concat([prelude, headers, payload]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([body, checksum]);
}
