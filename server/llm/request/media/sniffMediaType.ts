/** Tells what a medium is by its first bytes. */

interface Signature {
  readonly type: string;
  /** Pairs of an offset and the characters that stand there, one a byte. */
  readonly marks: readonly (readonly [number, string])[];
}

const at0 = (type: string, characters: string): Signature => ({ type, marks: [[0, characters]] });
const riff = (type: string, characters: string): Signature => ({
  type,
  marks: [
    [0, "RIFF"],
    [8, characters],
  ],
});
const brand = (type: string, characters: string): Signature => ({
  type,
  marks: [
    [4, "ftyp"],
    [8, characters],
  ],
});

/** The more particular ones come first. */
const signatures: readonly Signature[] = [
  at0("image/png", "\x89PNG"),
  at0("image/jpeg", "\xff\xd8\xff"),
  at0("image/gif", "GIF"),
  riff("image/webp", "WEBP"),
  at0("image/bmp", "BM"),
  at0("image/tiff", "II*\0"),
  at0("image/tiff", "MM\0*"),
  at0("image/vnd.microsoft.icon", "\0\0\x01\0"),
  brand("image/avif", "avif"),
  brand("image/heif", "heic"),
  brand("image/heif", "mif1"),
  riff("audio/x-wav", "WAVE"),
  at0("audio/mpeg", "ID3"),
  at0("audio/mpeg", "\xff\xfb"),
  at0("audio/mpeg", "\xff\xf3"),
  at0("audio/mpeg", "\xff\xf2"),
  at0("audio/aac", "\xff\xf1"),
  at0("audio/aac", "\xff\xf9"),
  at0("audio/x-flac", "fLaC"),
  at0("audio/ogg", "OggS"),
  at0("audio/midi", "MThd"),
  brand("audio/m4a", "M4A"),
  at0("application/pdf", "%PDF"),
  brand("video/quicktime", "qt"),
  brand("video/x-m4v", "M4V"),
  { type: "video/mp4", marks: [[4, "ftyp"]] },
  { type: "video/quicktime", marks: [[4, "moov"]] },
  at0("video/webm", "\x1aE\xdf\xa3"),
  riff("video/x-msvideo", "AVI"),
  at0("video/x-flv", "FLV"),
  at0("video/mpeg", "\0\0\x01\xba"),
  at0("video/mpeg", "\0\0\x01\xb3"),
];

export function sniffMediaType(bytes: Uint8Array): string | undefined {
  return signatures.find(({ marks }) =>
    marks.every(([offset, mark]) => hasMark(bytes, offset, mark)),
  )?.type;
}

function hasMark(bytes: Uint8Array, offset: number, mark: string): boolean {
  return Array.from(mark).every(
    (character, index) => bytes[offset + index] === character.charCodeAt(0),
  );
}
