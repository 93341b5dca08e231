/**
 * Size and hash of a medium, which stand for its content in a trace. Worked out once
 * for each medium, since a picture is written with every prompt that holds it.
 */
import { createHash } from "node:crypto";
import type { MediaValue } from "../base";
import { base64Bytes } from "./textBytes";

export interface MediaDigest {
  readonly bytes: number;
  readonly sha256: string;
}

export function mediaDigest(media: MediaValue): MediaDigest {
  if (media.omitted !== undefined) return media.omitted;
  let digest = digests.get(media);
  if (digest === undefined) {
    const bytes = base64Bytes(media.content);
    digest = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    digests.set(media, digest);
  }
  return digest;
}

const digests = new WeakMap<MediaValue, MediaDigest>();
