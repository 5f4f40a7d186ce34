/** Text to bytes and back. Below the session there is no TextEncoder. */

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  // At most three bytes for each UTF-16 unit.
  const bytes = new Uint8Array(3 * text.length);
  let at = 0;
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    const code = codePoint(text, k);
    if (code > 0xffff) k++;
    if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
      else {
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[at++] = 0x80 | ((code >> 6) & 63);
    }
    bytes[at++] = 0x80 | (code & 63);
  }
  return bytes.slice(0, at);
}

function codePoint(text: string, k: number): number {
  const code = text.codePointAt(k)!;
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
}

/** The text of UTF-8 bytes, a byte order mark dropped; undefined where they are no UTF-8 (overlong forms and surrogates included). */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const parts: string[] = [];
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const from = at;
    // Function arguments are limited; 8192 is far below every engine's limit.
    while (at < bytes.length && at - from < 8192 && bytes[at]! < 0x80) at++;
    if (at > from) {
      parts.push(String.fromCharCode(...bytes.subarray(from, at)));
      continue;
    }
    const length = sequenceLength(bytes[at]!);
    const code = length === 0 ? -1 : sequenceValue(bytes, at, length);
    if (code < 0) return undefined;
    parts.push(String.fromCodePoint(code));
    at += length;
  }
  return parts.join("");
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

/** The character that begins at `at`, or -1. */
function sequenceValue(bytes: Uint8Array, at: number, length: number): number {
  let code = bytes[at]! & (0xff >> (length + 1));
  for (let k = 1; k < length; k++) {
    const next = bytes[at + k] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (next & 63);
  }
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  return code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? -1 : code;
}
