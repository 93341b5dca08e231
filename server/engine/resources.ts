/**
 * What one call holds open: files, sockets, responses. The program knows them by number;
 * whatever it forgets is closed when the call ends.
 */
import { callFailure, type OpaqueValue, type Value } from "../base";
import type { TransportResponse } from "../llm";
import type { OpenFile, OpenSocket } from "./world";

export type Resource =
  | { readonly kind: "file"; readonly file: OpenFile }
  | { readonly kind: "socket"; readonly socket: OpenSocket }
  | { readonly kind: "response"; readonly body: TransportResponse["body"] };

type ResourceKind = Resource["kind"];

export class Resources {
  readonly #held = new Map<number, Resource>();
  #nextId = 1;

  add(resource: Resource): OpaqueValue {
    const id = this.#nextId++;
    this.#held.set(id, resource);
    return { kind: "opaque", what: "resource", label: labels[resource.kind], id };
  }

  expect<Kind extends ResourceKind>(kind: Kind, value: Value): Extract<Resource, { kind: Kind }> {
    const resource = this.#held.get(idOf(value) ?? 0);
    if (resource?.kind === kind) return resource as Extract<Resource, { kind: Kind }>;
    throw callFailure("runtime", goneMessages[kind]);
  }

  remove(value: Value): void {
    this.#held.delete(idOf(value) ?? 0);
  }

  async closeAll(): Promise<void> {
    const held = [...this.#held.values()];
    this.#held.clear();
    // A call has its result by now: that something would not close is no news to it.
    await Promise.allSettled(held.map(close));
  }
}

async function close(resource: Resource): Promise<void> {
  switch (resource.kind) {
    case "file":
      return resource.file.close();
    case "socket":
      return resource.socket.close();
    case "response":
      await resource.body[Symbol.asyncIterator]().return?.();
      return;
    default:
      return resource satisfies never;
  }
}

function idOf(value: Value): number | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  return value.kind === "opaque" && value.what === "resource" ? value.id : undefined;
}

const labels: Readonly<Record<ResourceKind, string>> = {
  file: "baml.fs.File",
  socket: "baml.net.Socket",
  response: "baml.http.Response",
};

const goneMessages: Readonly<Record<ResourceKind, string>> = {
  file: "the file is closed",
  socket: "the socket is closed",
  response: "the body was read already",
};
