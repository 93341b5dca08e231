/** Media in arguments: `{url}`, `{base64}` or `{file}`, each with an optional `media_type`. */
import { isTagged, type MediaKind, type MediaValue, type Value } from "../../base";
import { expected, type Fit, fit, misfit } from "./fit";

const SOURCES = ["url", "base64", "file"] as const;

export function fitMedia(value: Value, media: MediaKind): Fit {
  if (isTagged(value) && value.kind === "media" && value.media === media) return fit(value);
  if (!isTagged(value) || value.kind !== "map")
    return expected(`type Media(${titled(media)})`, value);
  const entries = new Map(value.entries);
  const source = SOURCES.find((name) => typeof entries.get(name) === "string");
  if (!source) return expected("`file`, `url`, or `base64`", value);
  const extra = [...entries.keys()].find((name) => name !== source && name !== "media_type");
  if (extra !== undefined) {
    const problem = `Invalid property \`${extra}\` on ${source} ${media}`;
    return misfit(`${problem}: \`media_type\` is the only supported property`);
  }
  const mimeType = entries.get("media_type") ?? null;
  if (mimeType !== null && typeof mimeType !== "string") {
    return misfit(`Invalid property \`media_type\` on media ${media}: expected string`);
  }
  const content = String(entries.get(source));
  return fit(
    toMedia({ kind: "media", media, source, content, ...(mimeType !== null && { mimeType }) }),
  );
}

/** A data URL in place of base64 text says its own type. */
function toMedia(media: MediaValue): MediaValue {
  const dataUrl = media.source === "base64" ? DATA_URL.exec(media.content) : null;
  if (!dataUrl) return media;
  return { ...media, mimeType: dataUrl[1]!, content: media.content.slice(dataUrl[0].length) };
}

const DATA_URL = /^data:([^;,]+);base64,/;

function titled(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}
