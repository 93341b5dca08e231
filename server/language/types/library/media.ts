/** Media (6.8): methods of every medium, and the functions that make one. */
import type { MediaKind } from "../../../base";
import { mediaType, optionalType, type ParamType, stringType } from "../type";
import { mediaKinds } from "../typeNames";
import { type Builtin, methodsOf } from "./builtin";

const media = methodsOf("baml.Media", mediaType("any"));
const optionalString = optionalType(stringType);
const mimeType: ParamType = { name: "mime_type", type: optionalString, optional: true };

export const mediaMethods: readonly Builtin[] = [
  media("as_url", {}, optionalString, "The URL; null when the medium does not come from one."),
  media("as_base64", {}, optionalString, "The content in base64; null when it is not loaded."),
  media("as_file", {}, optionalString, "The path; null when the medium is not a file."),
  media("mime_type", {}, optionalString, "The MIME type; null when it is not known."),
  media("url", {}, optionalString, "The URL; null when the medium does not come from one."),
  media("file", {}, optionalString, "The path; null when the medium is not a file."),
  media("base64", {}, stringType, "The content in base64."),
];

export const mediaConstructors: readonly Builtin[] = mediaKinds.flatMap(constructorsOf);

function constructorsOf(kind: MediaKind): readonly Builtin[] {
  const make = (name: string, source: string, documentation: string): Builtin => ({
    path: `${kind}.${name}`,
    params: [{ name: source, type: stringType }, mimeType],
    returns: mediaType(kind),
    documentation,
  });
  return [
    make("from_url", "url", `The ${kind} at a URL. The MIME type may be left out.`),
    make("from_file", "path", `The ${kind} in a file. The MIME type may be left out.`),
    make("from_base64", "base64", `The ${kind} with that content. The MIME type may be left out.`),
  ];
}
