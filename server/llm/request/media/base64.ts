/** Base64 of bytes, on Node and in browsers alike. */
import { RequestFailure } from "../failure";

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

/** As many arguments as a call surely takes. */
const CHUNK = 0x2000;

/** The first bytes of a text, enough to tell what it is. */
export function firstBytes(base64: string): Uint8Array {
  const head = atob(base64.slice(0, HEAD_CHARACTERS));
  return Uint8Array.from(head, (character) => character.charCodeAt(0));
}

/** A multiple of four: base64 can be cut there. */
const HEAD_CHARACTERS = 400;

export function expectBase64(text: string): void {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = text.slice(0, text.length - padding);
  if (text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(digits)) return;
  throw new RequestFailure(
    `Failed to decode '${text.slice(0, 20)}...' as base64 (is it a valid base64 string?)`,
  );
}
