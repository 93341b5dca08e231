/** Media (6.8): making them, and asking where their content comes from. */
import type { MediaKind } from "../../base";
import { expectString, type NativeBody, wrongKind } from "../native";
import { runtimeError } from "../raised";
import { VmMedia, type VmValue } from "../value";

type Source = VmMedia["source"];

export const mediaNatives = {
  "baml.Media.as_url": contentOf("url"),
  "baml.Media.as_base64": contentOf("base64"),
  "baml.Media.as_file": contentOf("file"),
  "baml.Media.url": contentOf("url"),
  "baml.Media.file": contentOf("file"),

  "baml.Media.base64": (_context, media) => {
    const { source, content } = expectMedia(media);
    if (source !== "base64") throw runtimeError(`media from a ${source} has no base64 content`);
    return content;
  },

  "baml.Media.mime_type": (_context, media) => expectMedia(media).mimeType ?? null,

  "image.from_url": mediaFrom("image", "url"),
  "image.from_file": mediaFrom("image", "file"),
  "image.from_base64": mediaFrom("image", "base64"),
  "audio.from_url": mediaFrom("audio", "url"),
  "audio.from_file": mediaFrom("audio", "file"),
  "audio.from_base64": mediaFrom("audio", "base64"),
  "pdf.from_url": mediaFrom("pdf", "url"),
  "pdf.from_file": mediaFrom("pdf", "file"),
  "pdf.from_base64": mediaFrom("pdf", "base64"),
  "video.from_url": mediaFrom("video", "url"),
  "video.from_file": mediaFrom("video", "file"),
  "video.from_base64": mediaFrom("video", "base64"),
} satisfies Record<string, NativeBody>;

function contentOf(source: Source): NativeBody {
  return (_context, value) => {
    const media = expectMedia(value);
    return media.source === source ? media.content : null;
  };
}

/** Both references take the content first; base64 is also written with the mime type first. */
function mediaFrom(media: MediaKind, source: Source): NativeBody {
  return (_context, content, mimeType) => {
    const mime = mimeType === null ? undefined : expectString(mimeType);
    return new VmMedia(media, source, expectString(content), mime);
  };
}

function expectMedia(value: VmValue): VmMedia {
  if (value instanceof VmMedia) return value;
  throw wrongKind("media", value);
}
